import { createHash } from 'node:crypto';
import type { reviewTaskOperations } from '../../contract/review-tasks.ts';
import { canonicalJson } from '../../domain/audit.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Verdict } from '../../domain/subsidies/review.ts';
import type { Applications } from '../adapters/applications.ts';
import type { Policies } from '../adapters/policies.ts';
import { type Implementation, oncePerRequest, type RequestKey } from '../http.ts';
import { takeDecision } from './take-decision.ts';
import type { AssertEvidenceUnchanged } from './unchanged-evidence.ts';

type DecideReviews = Implementation<typeof reviewTaskOperations.decideReviews>;
type Result = Awaited<ReturnType<DecideReviews>>['results'][number];

/** Decisions at work side by side: a few calls of the database each, so 16 connections of the SDK's 50. */
const AT_ONCE = 8;
/** No decision begins later than this into the call: what has begun ends within the function's 10 s. */
const LAST_START_MS = 5_000;

/**
 * Decides many reviews, each in a transaction of its own: one that is refused holds up no other. What nobody holds is
 * taken in the same write. An item is remembered under the request's key and its own id: a call that comes again, whole
 * or in part, decides nothing twice and answers what was decided. What there was no time for is `temporarily-unavailable`.
 * @param running milliseconds that only go forward
 */
export function decideReviews(
  applications: Applications,
  policies: Policies,
  assertEvidenceUnchanged: AssertEvidenceUnchanged,
  running: () => number,
): DecideReviews {
  return async ({ body: { items, verdict }, actor, request, now }) => {
    const begun = running();
    const decideOne = async (item: (typeof items)[number]): Promise<Result> => {
      const { applicationId } = item;
      if (running() - begun > LAST_START_MS)
        return { result: 'refused', applicationId, code: 'temporarily-unavailable' };
      const own = keyOfItem(request, { ...item, verdict, by: actor.sub });
      const taking = { ...item, verdict, actor, request: own, now };
      try {
        const decided = await oncePerRequest(() =>
          takeDecision(applications, policies, assertEvidenceUnchanged, 'held-or-free', taking),
        );
        return { result: 'decided', ...decided };
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        return { result: 'refused', applicationId, code: error.code };
      }
    };
    return { results: await inLanes(items, AT_ONCE, decideOne) };
  };
}

/** The identity of one item of a request: the same whichever other items come with it. */
function keyOfItem(
  { key }: RequestKey,
  content: { applicationId: string; version: number; verdict: Verdict; by: string },
): RequestKey {
  const digest = createHash('sha256').update(canonicalJson(content)).digest('hex');
  return { key: `${key} ${content.applicationId}`, digest };
}

/** Does the work for every item, a few at a time. @returns the results in the order of the items */
async function inLanes<T, R>(
  items: readonly T[],
  lanes: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const waiting = items.entries();
  const lane = async () => {
    for (const [index, item] of waiting) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return results;
}
