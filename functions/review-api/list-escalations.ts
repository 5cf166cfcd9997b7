import type { reviewOperations } from '../../contract/reviews.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Actor } from '../../domain/identity.ts';
import { queuesOf } from '../../domain/subsidies/review.ts';
import type { Escalations } from '../adapters/escalations.ts';
import type { Policies } from '../adapters/policies.ts';
import type { Implementation } from '../http.ts';
import { reviewTaskOf } from './review-task.ts';

/** The reviews that have missed a deadline: of his own unit for its head, all for the auditor. */
export function listEscalations(
  escalations: Escalations,
  policies: Policies,
): Implementation<typeof reviewOperations.listEscalations> {
  return async ({ query, actor, now }) => {
    const { applications, nextCursor } = await escalations.page(
      queueFor(actor),
      query.limit ?? 50,
      query.cursor,
    );
    const tasks = await Promise.all(
      applications.map((application) => reviewTaskOf(application, policies, now)),
    );
    return { tasks: tasks.flatMap((task) => task ?? []), ...(nextCursor ? { nextCursor } : {}) };
  };
}

/** The queue whose escalations a person sees; all of them for the auditor. @throws DomainError `heads-only` */
function queueFor(actor: Actor): string | undefined {
  if (actor.role === 'auditor') return undefined;
  const [mine] = queuesOf(actor);
  if (!actor.head || !mine) throw new DomainError('heads-only');
  return mine.queue;
}
