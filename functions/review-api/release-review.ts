import type { reviewOperations } from '../../contract/reviews.ts';
import { DomainError } from '../../domain/errors.ts';
import { releaseReview as release } from '../../domain/subsidies/changes.ts';
import { toInstant } from '../../domain/time.ts';
import { applicationEvent } from '../adapters/application-event.ts';
import type { Applications } from '../adapters/applications.ts';
import type { Implementation } from '../http.ts';

/** Gives a held review back. A repeat finds it given back (one version on, held by nobody) and says so again. */
export function releaseReview(
  applications: Applications,
): Implementation<typeof reviewOperations.releaseReview> {
  return async ({ params, body, actor, now }) => {
    const before = await applications.read(params.applicationId);
    const { applicationId, version, waiting } = before;
    if (waiting?.kind === 'review' && !waiting.claim && version === body.version + 1)
      return { applicationId, version };
    const after = release(before, actor, now);
    if (version !== body.version) throw new DomainError('version-changed');
    const entry = applicationEvent(before, after, actor, 'releaseReview', toInstant(now));
    const changed = await applications.change({ before, after, entry });
    return { applicationId, version: changed.version };
  };
}
