import type { Client } from '../../contract/client.ts';
import type { ResponseOf } from '../../contract/routes.ts';
import type { Verdict } from '../../domain/subsidies/review.ts';
import { applyForAward } from '../../local/demo/applications.ts';
import { signInAt } from '../../local/demo/sign-in.ts';
import { personOf } from '../../local/identity/logins.ts';
import { eventually } from './eventually.ts';

type Task = ResponseOf<'listReviewTasks'>['tasks'][number];

/** The people of the zone at work, through the public API of a platform that runs elsewhere. */
export function peopleAt(origin: string) {
  const signIn = signInAt(origin);
  const client = (login: string): Promise<Client> => signIn(login);

  /** Enterprises by number apply; answers their application ids by number. */
  async function apply(...numbers: number[]): Promise<Map<number, string>> {
    const enterprises = numbers.map((number) => ({ number, resumedOn: '2020-02-11' }));
    await applyForAward(
      signIn,
      (login) => personOf(login)?.uscc ?? '',
      enterprises,
      () => undefined,
    );
    const ids = numbers.map(async (number) => {
      const { applications } = await (await client(`enterprise-${number}`)).listMyApplications({ query: {} });
      return [number, applications[0]?.applicationId ?? ''] as const;
    });
    return new Map(await Promise.all(ids));
  }

  /** The review of an application, once it is in the officer's queue. */
  function task(login: string, applicationId: string): Promise<Task> {
    return eventually(`${applicationId} in the queue of ${login}`, async () => {
      const { tasks } = await (await client(login)).listReviewTasks({ query: { limit: 100 } });
      return tasks.find((one) => one.applicationId === applicationId);
    });
  }

  async function claim(login: string, applicationId: string) {
    const { version } = await task(login, applicationId);
    return (await client(login)).claimReview({ params: { applicationId }, body: { version } });
  }

  /** Claims an application and decides it. */
  async function decide(login: string, applicationId: string, verdict: Verdict = { outcome: 'approve' }) {
    const { version } = await claim(login, applicationId);
    return (await client(login)).decideReview({ params: { applicationId }, body: { version, verdict } });
  }

  /** The application as its enterprise sees it, once it has a status. */
  function applicationIn(status: string, number: number, applicationId: string) {
    return eventually(`${applicationId} ${status}`, async () => {
      const application = await (await client(`enterprise-${number}`)).getApplication({
        params: { applicationId },
      });
      return application.status === status ? application : undefined;
    });
  }

  return { client, apply, task, claim, decide, applicationIn };
}
