import type { Application } from './application.ts';
import { isEvidencePath } from './evidence.ts';
import type { Policy } from './policy.ts';
import type { StageId } from './review.ts';

/** Where an application goes on: at a stage, or at its conclusion. */
export type Onward = StageId | 'conclusion';

type Chain = Pick<Policy, 'chain'>;
type Judged = Pick<Application, 'decisions' | 'corrected'>;

/** The stages an application of this amount (fen) goes through, in their order. */
export function chainOf(policy: Chain, amountFen: number): Policy['chain'] {
  return policy.chain.filter(({ aboveFen }) => aboveFen === undefined || amountFen > aboveFen);
}

/**
 * What corrections have changed, since a stage decided last, of what the stage judges. A link that lists no questions
 * judges all of them, and every stage judges the evidence.
 * @returns ids of the questions, each once
 */
export function changedSinceDecided(
  { decisions, corrected }: Judged,
  policy: Chain,
  stage: StageId,
): string[] {
  const last = decisions.findLast((decision) => decision.stage === stage);
  if (!last) return [];
  const judges = policy.chain.find((link) => link.stage === stage)?.judges;
  const changed = corrected
    .filter(({ revision }) => revision > last.revision)
    .flatMap(({ fields }) => fields);
  return [...new Set(changed)].filter((field) => !judges || judges.includes(field) || isEvidencePath(field));
}

/** Whether a stage is finished: its last word is approval, and nothing that it judges has changed since. */
export function isFinished(application: Judged, policy: Chain, stage: StageId): boolean {
  const last = application.decisions.findLast((decision) => decision.stage === stage);
  return last?.outcome === 'approve' && changedSinceDecided(application, policy, stage).length === 0;
}

/**
 * Where an application goes on: at the first stage that is not finished. Finished stages stay finished (退回补正 reopens
 * only what a correction has changed); a stage that asked for a correction sees it, even where the amount no longer
 * needs that stage.
 */
export function onwardOf(application: Judged & Pick<Application, 'amountFen'>, policy: Chain): Onward {
  const needed = new Set(chainOf(policy, application.amountFen).map(({ stage }) => stage));
  const open = policy.chain.find(({ stage }) => {
    const last = application.decisions.findLast((decision) => decision.stage === stage);
    const takesPart = needed.has(stage) || last?.outcome === 'return';
    return takesPart && !isFinished(application, policy, stage);
  });
  return open?.stage ?? 'conclusion';
}
