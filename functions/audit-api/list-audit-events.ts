import type { auditOperations } from '../../contract/audit.ts';
import { DomainError } from '../../domain/errors.ts';
import type { AuditHeads } from '../adapters/audit-heads.ts';
import type { AuditReader } from '../adapters/audit-reader.ts';
import type { Implementation } from '../http.ts';

/**
 * One record's chain, a page at a time, oldest first unless asked otherwise. The head is read before the events: what
 * happens in between can only add events, never make a whole chain look cut off.
 */
export function listAuditEvents(
  reader: AuditReader,
  readHeads: AuditHeads,
): Implementation<typeof auditOperations.listAuditEvents> {
  return async ({ query }) => {
    const { entity, order = 'oldest', limit = 50, cursor } = query;
    const head = (await readHeads([entity])).get(entity);
    const page = await reader.events(entity, order, limit, cursor);
    if (page.events.length === 0 && !cursor) throw new DomainError('trail-not-found');
    return { ...page, ...(head ? { head } : {}) };
  };
}
