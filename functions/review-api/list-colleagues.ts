import type { reviewTaskOperations } from '../../contract/review-tasks.ts';
import { DomainError } from '../../domain/errors.ts';
import { mayTakeOver } from '../../domain/subsidies/desk.ts';
import { queueOf } from '../../domain/subsidies/review.ts';
import type { Applications } from '../adapters/applications.ts';
import type { Officers } from '../adapters/officers.ts';
import type { Implementation } from '../http.ts';

/** The colleagues to whom the open review can be handed over: of its queue, and not kept from it. */
export function listColleagues(
  applications: Applications,
  officers: Officers,
): Implementation<typeof reviewTaskOperations.listColleagues> {
  return async ({ params, actor }) => {
    const application = await applications.read(params.applicationId);
    const { waiting, enterprise } = application;
    if (waiting?.kind !== 'review') throw new DomainError('review-not-found');
    if (actor.role === 'office' && actor.officeId !== enterprise.officeId)
      throw new DomainError('outside-your-area');
    const known = await officers.of(queueOf(waiting.stage, enterprise.officeId));
    return {
      colleagues: known.filter((officer) => officer.sub !== actor.sub && mayTakeOver(application, officer)),
    };
  };
}
