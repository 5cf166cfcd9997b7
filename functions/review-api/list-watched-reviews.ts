import type { reviewTaskOperations } from '../../contract/review-tasks.ts';
import { toInstant } from '../../domain/time.ts';
import type { OfficerLists } from '../adapters/officer-lists.ts';
import type { Policies } from '../adapters/policies.ts';
import type { Implementation } from '../http.ts';
import { listedReviewOf } from './listed-review.ts';

/** The applications the officer watches, as they are now. */
export function listWatchedReviews(
  lists: OfficerLists,
  policies: Policies,
): Implementation<typeof reviewTaskOperations.listWatchedReviews> {
  return async ({ query, actor, now }) => {
    const { applications, ...next } = await lists.watched(actor.sub, query.limit ?? 50, query.cursor);
    const reviews = applications.map(async (application) => {
      const { updatedAt, waiting } = application;
      return { ...(await listedReviewOf(application, policies)), updatedAt, waiting };
    });
    return { reviews: await Promise.all(reviews), readAt: toInstant(now), ...next };
  };
}
