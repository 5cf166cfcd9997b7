import type { reviewTaskOperations } from '../../contract/review-tasks.ts';
import { toInstant } from '../../domain/time.ts';
import type { OfficerLists } from '../adapters/officer-lists.ts';
import type { Policies } from '../adapters/policies.ts';
import type { Implementation } from '../http.ts';
import { listedReviewOf } from './listed-review.ts';

/** What the officer decided, newest first, each with what became of the application. */
export function listDecidedReviews(
  lists: OfficerLists,
  policies: Policies,
): Implementation<typeof reviewTaskOperations.listDecidedReviews> {
  return async ({ query, actor, now }) => {
    const { decided, ...next } = await lists.decided(actor.sub, query.limit ?? 50, query.cursor);
    const reviews = decided.map(async ({ application, ...decision }) => ({
      ...(await listedReviewOf(application, policies)),
      decision,
    }));
    return { reviews: await Promise.all(reviews), readAt: toInstant(now), ...next };
  };
}
