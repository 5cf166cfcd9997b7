import type { reviewTaskOperations } from '../../contract/review-tasks.ts';
import { DomainError } from '../../domain/errors.ts';
import { declareConflict as declare } from '../../domain/subsidies/desk.ts';
import { toInstant } from '../../domain/time.ts';
import { applicationEvent } from '../adapters/application-event.ts';
import type { Applications } from '../adapters/applications.ts';
import type { Implementation } from '../http.ts';

/** Records that the officer steps back. Declared once, it stands: a repeat gets the first declaration. */
export function declareConflict(
  applications: Applications,
): Implementation<typeof reviewTaskOperations.declareConflict> {
  return async ({ params, body, actor, now }) => {
    const before = await applications.read(params.applicationId);
    const { applicationId, version } = before;
    const declared = before.conflicts?.find(({ by }) => by === actor.sub);
    if (declared) return { applicationId, version, conflict: declared };
    const after = declare(before, body.reasonCode, actor, now);
    if (version !== body.version) throw new DomainError('version-changed');
    const { reasonCode } = body;
    const entry = applicationEvent(before, after, actor, 'declareConflict', toInstant(now), { reasonCode });
    const changed = await applications.change({ before, after, entry });
    const conflict = changed.conflicts?.at(-1);
    if (!conflict) throw new RangeError('a declared conflict is on record');
    return { applicationId, version: changed.version, conflict };
  };
}
