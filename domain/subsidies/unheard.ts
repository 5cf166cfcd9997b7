import type { Instant } from '../time.ts';
import { type Application, isClosed } from './application.ts';
import { isFinished } from './chain.ts';
import { type Ahead, conclusionAt, followUp, onwardFrom } from './deadlines.ts';
import type { Policy } from './policy.ts';
import type { Outcome, StageId } from './review.ts';

/** What a workflow is told that asks an application to wait for something that has happened already. */
export interface Unheard extends Ahead {
  outcome: Outcome | 'resubmit' | 'withdraw';
}

/**
 * What happened to an application without its workflow hearing of it: it was withdrawn between two states, or an
 * officer decided between a missed deadline and the new token, or a step wrote its token and lost its answer.
 * @param asked what the workflow wants to wait for, and at which stage
 * @returns undefined where there is nothing new, and the workflow waits
 */
export function unheard(
  application: Application,
  asked: { for: 'review' | 'correction'; stage: StageId },
  policy: Policy,
  at: Instant,
): Unheard | undefined {
  const { status, waiting, decisions } = application;
  if (isClosed(status)) return { outcome: 'withdraw', ...conclusionAt(at) };
  if (asked.for === 'correction') {
    return status === 'submitted'
      ? { outcome: 'resubmit', ...onwardFrom(application, policy, at) }
      : undefined;
  }
  // A finished stage is passed through, whichever way the workflow came to it.
  if (!waiting && isFinished(application, policy, asked.stage))
    return { outcome: 'approve', ...onwardFrom(application, policy, at) };
  // After a correction the status is `submitted`; in review with nothing open, this stage has just been decided.
  const last = decisions.at(-1);
  return status === 'inReview' && !waiting && last?.stage === asked.stage
    ? { outcome: last.outcome, ...followUp(policy, application, last) }
    : undefined;
}
