import {
  type AuditEntry,
  type AuditEvent,
  type AuditHead,
  chainEvent,
  EMPTY_CHAIN,
} from '../../domain/audit.ts';
import { type ExportedRecord, exportWriter } from '../../domain/trail/export-file.ts';
import { sha256 } from '../../local/audit/check-file.ts';

/** An entry of an application's trail. */
export function auditEntry(change: Partial<AuditEntry> = {}): AuditEntry {
  return {
    entity: 'APPLICATION#7K3M9Q2X4HWB',
    at: '2020-02-21T01:00:00.000Z',
    by: 'office-1',
    byRole: 'office',
    action: 'claimReview',
    from: 'inReview',
    to: 'inReview',
    ...change,
  };
}

/** Entries of one record as its chain. */
export function chainOf(entries: readonly AuditEntry[]): AuditEvent[] {
  let head: AuditHead = EMPTY_CHAIN;
  return entries.map((entry) => {
    const event = chainEvent(head, entry, sha256);
    head = event;
    return event;
  });
}

/** A chain as an export gives it, with the head its record keeps. */
export function exported(events: AuditEvent[]): ExportedRecord {
  const { entity = '', seq = 0, hash = '' } = events.at(-1) ?? {};
  return { entity, events, head: { entity, seq, hash, kept: 'record' } };
}

/** The event that opens an export. */
export const exportOpened = chainOf([
  auditEntry({
    entity: 'EXPORT#0123456789abcdefghij_-',
    by: 'auditor-1',
    byRole: 'auditor',
    action: 'openAuditExport',
    to: 'opened',
    detail: { from: '2020-02-01', to: '2020-02-29', purpose: '示例：季度核查' },
  }),
])[0] as AuditEvent;

/** An export of these records as one text. */
export async function exportText(records: readonly ExportedRecord[]): Promise<string> {
  const writer = exportWriter(exportOpened, sha256);
  return (await writer.page(records)) + (await writer.end());
}
