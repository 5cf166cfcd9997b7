import type { reviewTaskOperations } from '../../contract/review-tasks.ts';
import { DomainError } from '../../domain/errors.ts';
import { handOverReview as handOver } from '../../domain/subsidies/desk.ts';
import { queueOf } from '../../domain/subsidies/review.ts';
import { toInstant } from '../../domain/time.ts';
import { applicationEvent } from '../adapters/application-event.ts';
import type { Applications } from '../adapters/applications.ts';
import { handOverGuard } from '../adapters/decider-guard.ts';
import type { Officers } from '../adapters/officers.ts';
import type { Implementation } from '../http.ts';

/** Hands a held review to a colleague. A repeat finds it handed over (one version on, from him) and says so again. */
export function handOverReview(
  applications: Applications,
  officers: Officers,
): Implementation<typeof reviewTaskOperations.handOverReview> {
  return async ({ params, body, actor, now }) => {
    const before = await applications.read(params.applicationId);
    const { applicationId, version, waiting, enterprise } = before;
    const held = waiting?.claim;
    if (held?.by === body.to && held.from === actor.sub && version === body.version + 1)
      return { applicationId, version, claim: held };
    if (waiting?.kind !== 'review') throw new DomainError('review-not-found');
    const colleague = await officers.find(queueOf(waiting.stage, enterprise.officeId), body.to);
    if (!colleague) throw new DomainError('colleague-not-found');
    const after = handOver(before, colleague, actor, now);
    if (version !== body.version) throw new DomainError('version-changed');
    const at = toInstant(now);
    const detail = { stage: waiting.stage, to: colleague.sub };
    const entry = applicationEvent(before, after, actor, 'handOverReview', at, detail);
    const guard = handOverGuard(before, actor, colleague, at);
    const changed = await applications.change({ before, after, entry, guard });
    if (!changed.waiting?.claim) throw new RangeError('a review that was handed over has a claim');
    return { applicationId, version: changed.version, claim: changed.waiting.claim };
  };
}
