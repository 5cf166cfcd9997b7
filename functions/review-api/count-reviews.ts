import type { reviewTaskOperations } from '../../contract/review-tasks.ts';
import { DomainError } from '../../domain/errors.ts';
import { queuesOf } from '../../domain/subsidies/review.ts';
import { shanghaiDay, startOfDay } from '../../domain/time.ts';
import type { OfficerLists } from '../adapters/officer-lists.ts';
import type { ReviewQueue } from '../adapters/review-queue.ts';
import type { Implementation } from '../http.ts';

/** How much there is in each of the officer's lists: three queries, each of one page at most. */
export function countReviews(
  reviewQueue: ReviewQueue,
  lists: OfficerLists,
): Implementation<typeof reviewTaskOperations.countReviews> {
  return async ({ actor, now }) => {
    const [mine] = queuesOf(actor);
    if (!mine) throw new DomainError('role-not-allowed');
    const [toDo, decidedToday, watching] = await Promise.all([
      reviewQueue.count(mine.queue, actor),
      lists.countDecided(actor.sub, startOfDay(shanghaiDay(now))),
      lists.countWatched(actor.sub),
    ]);
    return { toDo, decidedToday, watching };
  };
}
