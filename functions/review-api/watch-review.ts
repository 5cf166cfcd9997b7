import type { reviewTaskOperations } from '../../contract/review-tasks.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Applications } from '../adapters/applications.ts';
import type { OfficerLists } from '../adapters/officer-lists.ts';
import type { Implementation } from '../http.ts';

/**
 * Puts an application that the officer may read on his own list, or takes it off. It changes no record of anybody else, so
 * the trail has nothing to say of it.
 */
export function watchReview(
  applications: Applications,
  lists: OfficerLists,
): Implementation<typeof reviewTaskOperations.watchReview> {
  return async ({ params, body, actor }) => {
    const { applicationId, enterprise } = await applications.read(params.applicationId);
    if (actor.role === 'office' && actor.officeId !== enterprise.officeId)
      throw new DomainError('outside-your-area');
    await lists.watch(actor.sub, applicationId, body.watching);
    return { applicationId, watching: body.watching };
  };
}
