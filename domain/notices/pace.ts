import type { ChannelId } from './channels.ts';

/** How many messages a target takes in a span of time. */
export interface Pace {
  count: number;
  withinMs: number;
}

/** What DingTalk and WeCom let a robot send in a minute; a phone is no log, and five SMS a minute are enough. */
export const paces: Record<ChannelId, Pace> = {
  dingtalk: { count: 20, withinMs: 60_000 },
  wecom: { count: 20, withinMs: 60_000 },
  sms: { count: 5, withinMs: 60_000 },
};

/** A message is on its way within this long after it was allowed, or is not sent: so much may lie between the two. */
export const START_WITHIN_MS = 5_000;
/** A send that has no answer within this is given up. */
export const SEND_TIMEOUT_MS = 5_000;

/**
 * Whether a message may go out now. Counted is when messages were allowed; one may arrive up to ten seconds later, so the span
 * is as much longer, and no more than `count` arrive within any `withinMs`. A moment from the future counts like one of the past:
 * clocks of two machines differ; one further off than the span (a clock that was moved) does not count.
 * @param allowed moments of earlier messages, epoch milliseconds
 * @returns the moments to remember with this one, or how long to wait
 */
export function nextSend(
  allowed: readonly number[],
  now: number,
  pace: Pace,
): { allowed: number[]; waitMs?: undefined } | { waitMs: number } {
  const span = pace.withinMs + START_WITHIN_MS + SEND_TIMEOUT_MS;
  const recent = allowed.filter((moment) => Math.abs(now - moment) < span).sort((a, b) => a - b);
  const first = recent[recent.length - pace.count];
  return first === undefined ? { allowed: [...recent, now] } : { waitMs: Math.max(1, first + span - now) };
}

/** How long to leave a target alone that says itself that it gets too much: what `nextSend` then waits for. */
export function exhausted(now: number, pace: Pace): number[] {
  return Array.from({ length: pace.count }, () => now);
}
