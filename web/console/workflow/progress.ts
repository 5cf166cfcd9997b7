import type { Application } from '../../../domain/subsidies/application.ts';
import { isFinished, onwardOf } from '../../../domain/subsidies/chain.ts';
import type { Policy } from '../../../domain/subsidies/policy.ts';

/** Where an application stands in its workflow: one state it is in, and those that lie behind it. */
export interface Progress {
  current: string;
  done: readonly string[];
}

type Standing = Pick<
  Application,
  'status' | 'waiting' | 'decisions' | 'corrected' | 'revision' | 'amountFen'
>;
type Chain = Pick<Policy, 'chain'>;

/** Derives the place in `application-review` from the application itself; the workflow's own history is not asked. */
export function progressOf(application: Standing, policy: Chain): Progress {
  const current = currentOf(application, policy);
  const { decisions, waiting, revision, status } = application;
  const approvedStages = policy.chain.flatMap(({ stage }) =>
    isFinished(application, policy, stage) ? [stage] : [],
  );
  const refused = decisions.filter(({ outcome }) => outcome === 'reject').map(({ stage }) => stage);
  const behind = [
    ...(waiting || decisions.length > 0 ? ['screenApplication'] : []),
    ...approvedStages,
    ...refused,
    ...(revision > 1 ? ['awaitCorrection'] : []),
    ...(waiting?.reminded || (waiting?.escalations ?? 0) > 0 ? ['escalateReview'] : []),
    ...(status === 'approved' || status === 'rejected' ? ['concludeApplication'] : []),
  ];
  return { current, done: [...new Set(behind)].filter((state) => state !== current) };
}

/** Between a decision and the next stage, for a moment, the application stands where the decision leads. */
function currentOf(application: Standing, policy: Chain): string {
  const { status, waiting, decisions } = application;
  if (waiting) return waiting.kind === 'correction' ? 'awaitCorrection' : waiting.stage;
  if (status === 'approved' || status === 'rejected' || status === 'withdrawn') return 'closed';
  const last = decisions.at(-1);
  if (!last) return 'screenApplication';
  if (last.outcome === 'return' && status !== 'submitted') return 'awaitCorrection';
  const refused = last.outcome === 'reject' && status !== 'submitted';
  const next = refused ? 'conclusion' : onwardOf(application, policy);
  return next === 'conclusion' ? 'concludeApplication' : next;
}
