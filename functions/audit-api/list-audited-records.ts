import type { auditOperations } from '../../contract/audit.ts';
import { shanghaiDay } from '../../domain/time.ts';
import { type AuditReader, DAY_POSITION } from '../adapters/audit-reader.ts';
import { decodeCursor, encodeCursor } from '../adapters/cursor.ts';
import type { Implementation } from '../http.ts';

/** The records of a day, latest first: one entry each, whose trail tells the rest of the day. */
export function listAuditedRecords(
  reader: AuditReader,
): Implementation<typeof auditOperations.listAuditedRecords> {
  return async ({ query, now }) => {
    const day = query.day ?? shanghaiDay(now);
    const after = query.cursor && decodeCursor(query.cursor, DAY_POSITION);
    const { entries, next } = await reader.day(day, 'newest', query.limit ?? 50, after);
    return {
      day,
      records: entries.map(({ event }) => event),
      ...(next ? { nextCursor: encodeCursor(next) } : {}),
    };
  };
}
