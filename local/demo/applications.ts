import type { Client } from '../../contract/client.ts';
import { ProblemError } from '../../contract/client-errors.ts';
import { industries, type StatedProfile } from '../../domain/enterprises/profile.ts';
import type { Answers } from '../../domain/subsidies/answers.ts';
import { policyOf } from '../../domain/subsidies/policies/catalogue.ts';
import { prefilledAnswers } from '../../domain/subsidies/prefill.ts';
import type { Verdict } from '../../domain/subsidies/review.ts';
import { forEachLimited } from './progress.ts';

/** The resumption award, the one policy whose figures are public. */
const POLICY = 'resumption-award';
/** Enterprises and officers that act at once: enough to keep two cores busy. */
const AT_ONCE = 8;

/** Opens the API as a login, e.g. `bureau-1`. */
export type SignIn = (login: string) => Promise<Client>;
type OnDone = (done: number) => void;

/** What an enterprise answers: what its profile says, and the rest of the form. */
function answersOf(enterprise: number, resumedOn: string): Answers {
  return {
    ...prefilledAnswers(policyOf(POLICY), demoProfile(enterprise, resumedOn)),
    preventionMeasures: '示例：返岗人员全部排查，物资备足两周，分区管控，专人驻厂。',
    truthful: true,
  };
}

/** What an enterprise of the demonstration states of itself, once: account and people of its own, marked 示例. */
export function demoProfile(enterprise: number, resumedOn?: string): StatedProfile {
  const returned = 20 + ((enterprise * 37) % 900);
  return {
    industry: industryOf(enterprise),
    scale: returned > 300 ? 'above' : 'below',
    employeesBefore: Math.ceil(returned * 1.05),
    employeesReturned: returned,
    ...(resumedOn ? { resumedOn } : {}),
    legalRepresentative: `示例法人 ${enterprise}`,
    contactName: `示例联系人 ${enterprise}`,
    contactPhone: '19900000000',
    bankName: '示例银行航空港支行',
    bankAccount: `4100${String(enterprise).padStart(14, '0')}`,
  };
}

/** States an enterprise's profile, if it has none yet. */
export async function stateProfile(api: Client, profile: StatedProfile): Promise<void> {
  await api.saveProfile({ body: { version: 0, profile } }).catch((error: unknown) => {
    if (!(error instanceof ProblemError && error.code === 'version-changed')) throw error;
  });
}

function industryOf(enterprise: number): (typeof industries)[number] {
  return industries[enterprise % industries.length] ?? 'other';
}

/** Enterprises apply for the resumption award, some at a time. */
export async function applyForAward(
  signIn: SignIn,
  usccOf: (login: string) => string,
  enterprises: readonly { number: number; resumedOn: string }[],
  onDone: OnDone,
): Promise<void> {
  await forEachLimited(
    enterprises,
    AT_ONCE,
    async ({ number, resumedOn }) => {
      const login = `enterprise-${number}`;
      const api = await signIn(login);
      await stateProfile(api, demoProfile(number, resumedOn));
      await api.submitApplication({
        body: { uscc: usccOf(login), policyId: POLICY, answers: answersOf(number, resumedOn) },
      });
    },
    onDone,
  );
}

/**
 * Officers work through their queues until `count` decisions are taken: claim what is free, decide, look again.
 * @param decide the verdict on an application, from its answers and the decisions before
 */
export async function decideAll(
  signIn: SignIn,
  officers: readonly string[],
  count: number,
  decide: (review: Awaited<ReturnType<Client['getReview']>>) => Verdict,
  onDone: OnDone,
): Promise<void> {
  let decided = 0;
  const officer = async (login: string) => {
    const api = await signIn(login);
    while (decided < count) {
      const { tasks } = await api.listReviewTasks({ query: { limit: 100 } });
      const free = tasks.filter((task) => !task.claim);
      if (free.length === 0) await new Promise((resume) => setTimeout(resume, 100));
      await forEachLimited(free, 2, async ({ applicationId, version }) => {
        if (decided >= count) return;
        const claim = await api
          .claimReview({ params: { applicationId }, body: { version } })
          .catch(takenByOther);
        if (!claim) return;
        const review = await api.getReview({ params: { applicationId } });
        await api.decideReview({
          params: { applicationId },
          body: { version: claim.version, verdict: decide(review) },
        });
        decided += 1;
        onDone(Math.min(decided, count));
      });
    }
  };
  await Promise.all(officers.map(officer));
}

/** A colleague was quicker: the officer goes on to the next. */
function takenByOther(error: unknown): undefined {
  const taken = ['review-claimed-by-other', 'version-changed', 'review-not-found', 'already-decided-by-you'];
  if (!(error instanceof ProblemError && taken.includes(error.code))) throw error;
}

/** Enterprises whose application was returned correct what was marked and send it again. */
export async function correctReturned(
  signIn: SignIn,
  enterprises: readonly number[],
  onDone: OnDone,
): Promise<void> {
  await forEachLimited(
    enterprises,
    AT_ONCE,
    async (number) => {
      const api = await signIn(`enterprise-${number}`);
      const applicationId = await returnedApplicationOf(api);
      const application = await api.getApplication({ params: { applicationId } });
      const corrected = Object.fromEntries(
        application.corrections.map(({ field }) => [field, correctedAnswer(application.answers[field])]),
      );
      await api.resubmitApplication({
        params: { applicationId },
        body: { version: application.version, answers: { ...application.answers, ...corrected } },
      });
    },
    onDone,
  );
}

/** Waits for the workflow to hand the application back to its enterprise. */
async function returnedApplicationOf(api: Client): Promise<string> {
  for (;;) {
    const { applications } = await api.listMyApplications({ query: {} });
    const returned = applications.find((application) => application.status === 'returned');
    if (returned) return returned.applicationId;
    await new Promise((resume) => setTimeout(resume, 100));
  }
}

function correctedAnswer(value: Answers[string] | undefined): Answers[string] {
  return typeof value === 'string' ? `${value}已补充佐证：体温登记表与物资台账。` : (value ?? '');
}
