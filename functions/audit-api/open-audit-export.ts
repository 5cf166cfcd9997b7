import type { auditOperations } from '../../contract/audit.ts';
import { invalidField } from '../../domain/errors.ts';
import { toInstant } from '../../domain/time.ts';
import { EXPORT_ENTITY } from '../../domain/trail/export-file.ts';
import type { AuditExports } from '../adapters/audit-exports.ts';
import { requestName } from '../adapters/idempotency.ts';
import type { Implementation } from '../http.ts';

/** Puts on record who takes an export of which days for what purpose. A repeat of the request finds it there. */
export function openAuditExport(
  exports: AuditExports,
): Implementation<typeof auditOperations.openAuditExport> {
  return async ({ body, actor, request, now }) => {
    if (body.to < body.from) throw invalidField('to', 'too-small', `≥ ${body.from}`);
    const exportId = requestName({ key: `${actor.sub}#${request.key}` });
    const event = await exports.open({
      entity: EXPORT_ENTITY + exportId,
      at: toInstant(now),
      by: actor.sub,
      byRole: actor.role,
      action: 'openAuditExport',
      to: 'opened',
      detail: body,
    });
    return { exportId, event };
  };
}
