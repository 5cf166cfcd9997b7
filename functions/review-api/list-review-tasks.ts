import type { reviewOperations } from '../../contract/reviews.ts';
import { DomainError } from '../../domain/errors.ts';
import { queuesOf } from '../../domain/subsidies/review.ts';
import { shanghaiDay, toInstant } from '../../domain/time.ts';
import type { Officers } from '../adapters/officers.ts';
import type { Policies } from '../adapters/policies.ts';
import type { ReviewQueue } from '../adapters/review-queue.ts';
import type { Implementation } from '../http.ts';
import { reviewTaskOf } from './review-task.ts';

/**
 * The officer's own queue, earliest deadline first, without the reviews that a conflict of interest keeps from him. Who
 * looks at a queue is known there from then on, so that colleagues can hand him a review.
 */
export function listReviewTasks(
  reviewQueue: ReviewQueue,
  officers: Officers,
  policies: Policies,
): Implementation<typeof reviewOperations.listReviewTasks> {
  return async ({ query, actor, now }) => {
    // Each role decides one stage; a role with two queues would list them one after the other.
    const [mine] = queuesOf(actor);
    if (!mine) throw new DomainError('role-not-allowed');
    await officers.seen(mine.queue, actor, shanghaiDay(now));
    const page = await reviewQueue.page(mine.queue, actor, query.limit ?? 50, query.cursor);
    const tasks = await Promise.all(
      page.applications.map((application) => reviewTaskOf(application, policies, now)),
    );
    const wanted = tasks.flatMap((task) => {
      const isMine = task?.claim?.by === actor.sub;
      return task && (query.claimedByMe === undefined || query.claimedByMe === isMine) ? [task] : [];
    });
    return {
      tasks: wanted,
      readAt: toInstant(now),
      ...(page.nextCursor ? { nextCursor: page.nextCursor } : {}),
    };
  };
}
