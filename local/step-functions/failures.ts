import type { Catcher, Retrier } from './definition.ts';
import type { StateError } from './errors.ts';

/** Failures that neither a retrier nor a catcher ever sees: the execution ends. */
const TERMINAL = new Set(['States.DataLimitExceeded', 'States.Runtime']);

const TIMEOUTS = new Set(['States.Timeout', 'States.HeartbeatTimeout']);

/**
 * Whether `ErrorEquals` names this error: `States.ALL` matches every one, `States.TaskFailed` every one that is no
 * timeout, and `States.Timeout` a missed heartbeat, too.
 */
export function matches(errorEquals: readonly string[], error: string | undefined): boolean {
  if (error !== undefined && TERMINAL.has(error)) return false;
  if (error !== undefined && errorEquals.includes(error)) return true;
  if (errorEquals.includes('States.ALL')) return true;
  if (error !== undefined && TIMEOUTS.has(error)) return errorEquals.includes('States.Timeout');
  return errorEquals.includes('States.TaskFailed');
}

/**
 * The first retrier that names the error, if it still has attempts.
 * @param used retries already made, one count for each retrier of this visit of the state
 */
export function retrierFor(
  retriers: readonly Retrier[] | undefined,
  used: readonly number[],
  error: string | undefined,
): { index: number; retrier: Retrier } | undefined {
  const index = retriers?.findIndex((retrier) => matches(retrier.ErrorEquals, error)) ?? -1;
  const retrier = retriers?.[index];
  return retrier && (used[index] ?? 0) < retrier.MaxAttempts ? { index, retrier } : undefined;
}

export function catcherFor(
  catchers: readonly Catcher[] | undefined,
  error: string | undefined,
): { index: number; catcher: Catcher } | undefined {
  const index = catchers?.findIndex((catcher) => matches(catcher.ErrorEquals, error)) ?? -1;
  const catcher = catchers?.[index];
  return catcher && { index, catcher };
}

/**
 * Milliseconds to pause before a retry: `IntervalSeconds * BackoffRate ^ (n - 1)`, at most `MaxDelaySeconds`,
 * and with `FULL` jitter a random part of that.
 * @param retry 1 for the first retry
 * @param random yields a number in [0, 1)
 */
export function retryDelayMs(retrier: Retrier, retry: number, random: () => number): number {
  const { IntervalSeconds, BackoffRate, MaxDelaySeconds, JitterStrategy } = retrier;
  const seconds = Math.min(IntervalSeconds * BackoffRate ** (retry - 1), MaxDelaySeconds ?? Number.MAX_VALUE);
  // 100 years: a delay must stay a date.
  const delay = Math.min(seconds, 3_155_760_000) * 1000;
  return Math.round(JitterStrategy === 'FULL' ? delay * random() : delay);
}

/** `$states.errorOutput`; as in AWS only what the failure named. */
export function errorOutput({ error, cause }: Pick<StateError, 'error' | 'cause'>): Record<string, string> {
  return {
    ...(error !== undefined && { Error: error }),
    ...(cause !== undefined && { Cause: cause }),
  };
}
