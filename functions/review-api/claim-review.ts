import type { reviewOperations } from '../../contract/reviews.ts';
import { DomainError } from '../../domain/errors.ts';
import { claimHolds } from '../../domain/subsidies/application.ts';
import { claimReview as claim } from '../../domain/subsidies/changes.ts';
import { toInstant } from '../../domain/time.ts';
import { applicationEvent } from '../adapters/application-event.ts';
import type { Applications } from '../adapters/applications.ts';
import type { Implementation } from '../http.ts';

/** Holds a review for 30 minutes. Claiming what one holds already renews it, whichever version was seen: a repeat is harmless. */
export function claimReview(applications: Applications): Implementation<typeof reviewOperations.claimReview> {
  return async ({ params, body, actor, now }) => {
    const before = await applications.read(params.applicationId);
    const after = claim(before, actor, now);
    const mine = before.waiting && claimHolds(before.waiting, now) && before.waiting.claim?.by === actor.sub;
    if (!mine && before.version !== body.version) throw new DomainError('version-changed');
    const entry = applicationEvent(before, after, actor, 'claimReview', toInstant(now));
    const { applicationId, version, waiting } = await applications.change({ before, after, entry });
    if (!waiting?.claim) throw new RangeError('a claimed review has a claim');
    return { applicationId, version, claim: waiting.claim };
  };
}
