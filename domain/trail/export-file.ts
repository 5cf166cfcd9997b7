import * as z from 'zod';
import { type AuditEvent, auditEventSchema, canonicalJson } from '../audit.ts';
import { daySchema } from '../time.ts';
import { type RecordHead, recordHeadSchema } from './chain.ts';

/**
 * An export of the trail is a text file of JSON Lines. The first line is the event that put the export itself on record (who,
 * when, for what purpose); then come the records, each as its events in order and the head it keeps; the last line counts
 * them and holds one hash over the first line and all heads. Every line is canonical JSON: there is one way to write it.
 */

/** The kind of record an export is in the trail. */
export const EXPORT_ENTITY = 'EXPORT#';

/** The days whose records an export takes, and what for. */
export const exportScopeSchema = z.strictObject({
  from: daySchema,
  to: daySchema,
  purpose: z.string().trim().min(4).max(200),
});
export type ExportScope = z.infer<typeof exportScopeSchema>;

/** A record as a page of an export holds it: its events in order, and its head once they are complete. */
export const exportedRecordSchema = z.object({
  entity: z.string(),
  events: z.array(auditEventSchema),
  head: recordHeadSchema.optional(),
});
export type ExportedRecord = z.infer<typeof exportedRecordSchema>;

export const exportEndSchema = z.strictObject({
  records: z.int().min(0),
  events: z.int().min(0),
  /** SHA-256, hex, folded over the first line and each line of a head. */
  digest: z.string(),
});

/** A line of an export, by its one key. */
export const exportLineSchema = z.union([
  z.strictObject({ export: auditEventSchema }),
  z.strictObject({ event: auditEventSchema }),
  z.strictObject({ head: recordHeadSchema.strict() }),
  z.strictObject({ end: exportEndSchema }),
]);
export type ExportLine = z.infer<typeof exportLineSchema>;

/** Folds one more line into the digest of an export: the text to hash next. */
export function foldedText(digest: string, line: string): string {
  return digest + line;
}

/** Writes an export as text, page by page as its records come. */
export interface ExportWriter {
  /** The lines of one page. */
  page(records: readonly ExportedRecord[]): Promise<string>;
  /** The last line. */
  end(): Promise<string>;
  /** What has been written so far. */
  written: { records: number; events: number };
}

/**
 * @param opened the event that put the export on record
 * @param sha256 hex digest of a UTF-8 text; a browser's takes its time
 */
export function exportWriter(
  opened: AuditEvent,
  sha256: (text: string) => string | Promise<string>,
): ExportWriter {
  const written = { records: 0, events: 0 };
  let digest: string | undefined;
  const line = (content: ExportLine) => canonicalJson(content);
  const fold = async (text: string) => {
    digest = await sha256(foldedText(digest ?? '', text));
    return text;
  };
  const begun = async () => (digest === undefined ? [await fold(line({ export: opened }))] : []);
  const text = (lines: readonly string[]) => lines.map((one) => `${one}\n`).join('');
  const recordHead = async (head: RecordHead) => {
    written.records += 1;
    return fold(line({ head }));
  };
  return {
    written,
    async page(records) {
      const lines = await begun();
      for (const { events, head } of records) {
        for (const event of events) lines.push(line({ event }));
        written.events += events.length;
        if (head) lines.push(await recordHead(head));
      }
      return text(lines);
    },
    async end() {
      const lines = await begun();
      return text([...lines, line({ end: { ...written, digest: digest ?? '' } })]);
    },
  };
}
