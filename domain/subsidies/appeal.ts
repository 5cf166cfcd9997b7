import * as z from 'zod';
import { DomainError } from '../errors.ts';
import { type Instant, toInstant } from '../time.ts';
import { endOfWorkingDays } from '../working-days.ts';
import { type Application, nextStatus } from './application.ts';
import type { Policy } from './policy.ts';

/** Why an enterprise appeals, in its own words. */
export const appealReasonSchema = z.string().trim().min(10).max(1000);

/** Until when a rejected application may be appealed, not including that moment; undefined where it may not any more. */
export function appealableUntil(
  { status, appeal, updatedAt }: Pick<Application, 'status' | 'appeal' | 'updatedAt'>,
  policy: Pick<Policy, 'appealWorkingDays'>,
): Instant | undefined {
  return status === 'rejected' && !appeal ? endOfWorkingDays(updatedAt, policy.appealWorkingDays) : undefined;
}

/**
 * Takes in an appeal: the stage that rejected hears it anew, by people who have not decided before; what other stages have
 * approved stands.
 * @throws DomainError `already-appealed`, `appeal-window-closed`; `state-not-allowed` where nothing is rejected
 */
export function appealApplication<A extends Application>(
  application: A,
  reason: string,
  policy: Pick<Policy, 'appealWorkingDays'>,
  now: Date,
): A {
  const status = nextStatus(application.status, 'appealApplication');
  if (application.appeal) throw new DomainError('already-appealed');
  const at = toInstant(now);
  const until = appealableUntil(application, policy);
  if (until === undefined || until <= at) throw new DomainError('appeal-window-closed');
  return { ...application, status, appeal: { at, reason, decidedBefore: application.decisions.length } };
}
