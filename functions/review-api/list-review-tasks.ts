import type { reviewOperations } from '../../contract/reviews.ts';
import { DomainError } from '../../domain/errors.ts';
import { claimHolds } from '../../domain/subsidies/application.ts';
import { queuesOf } from '../../domain/subsidies/review.ts';
import type { Policies } from '../adapters/policies.ts';
import type { ReviewQueue } from '../adapters/review-queue.ts';
import type { Implementation } from '../http.ts';

/** The officer's own queue, earliest deadline first; reviews of his own enterprise are not in it. */
export function listReviewTasks(
  reviewQueue: ReviewQueue,
  policies: Policies,
): Implementation<typeof reviewOperations.listReviewTasks> {
  return async ({ query, actor, now }) => {
    // Each role decides one stage; a role with two queues would list them one after the other.
    const [mine] = queuesOf(actor);
    if (!mine) throw new DomainError('role-not-allowed');
    const page = await reviewQueue.page(mine.queue, query.limit ?? 50, query.cursor);
    const tasks = page.applications.map(async (application) => {
      const { waiting, enterprise } = application;
      if (!waiting || enterprise.uscc === actor.uscc) return [];
      const { claim, ...review } = waiting;
      const held = claimHolds(waiting, now);
      if (query.claimedByMe !== undefined && query.claimedByMe !== (held && claim?.by === actor.sub))
        return [];
      const policy = await policies.of(application.policyId, application.policyVersion);
      return [
        {
          ...application,
          ...review,
          enterpriseName: enterprise.name,
          uscc: enterprise.uscc,
          policyTitle: policy.title,
          overdue: review.escalations > 0 || Date.parse(review.dueAt) < now.getTime(),
          ...(held ? { claim } : {}),
        },
      ];
    });
    return {
      tasks: (await Promise.all(tasks)).flat(),
      ...(page.nextCursor ? { nextCursor: page.nextCursor } : {}),
    };
  };
}
