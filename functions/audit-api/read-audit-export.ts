import type { auditOperations } from '../../contract/audit.ts';
import { EXPORT_ENTITY, exportScopeSchema } from '../../domain/trail/export-file.ts';
import type { AuditExports } from '../adapters/audit-exports.ts';
import type { Implementation } from '../http.ts';

/** A page of an export that its reader has put on record; no record, no data. */
export function readAuditExport(
  exports: AuditExports,
): Implementation<typeof auditOperations.readAuditExport> {
  return async ({ params, query, actor, now }) => {
    const opened = await exports.opened(EXPORT_ENTITY + params.exportId, actor.sub, now);
    return exports.page(exportScopeSchema.parse(opened.detail), now, query.cursor);
  };
}
