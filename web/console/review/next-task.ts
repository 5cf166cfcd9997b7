import { api } from '../api.ts';

/** How far down the queue the next review is looked for. */
const LOOK_AT = 50;

/**
 * The receipt code of the next review that the officer can take up: his own first, else the most urgent that nobody holds.
 * @param decided the review just decided; the list may lag behind by a moment
 */
export async function nextTask(decided: string, me: string): Promise<string | undefined> {
  const { tasks } = await api.listReviewTasks({ query: { limit: LOOK_AT } });
  const others = tasks.filter(({ applicationId }) => applicationId !== decided);
  const next = others.find(({ claim }) => claim?.by === me) ?? others.find(({ claim }) => !claim);
  return next?.applicationId;
}
