import { type AuditEvent, type AuditHead, canonicalJson, EMPTY_CHAIN, hashedText } from '../audit.ts';
import { endFault, linkFault } from './chain.ts';
import { type ExportLine, exportLineSchema, foldedText } from './export-file.ts';
import type { TrailFault } from './faults.ts';

/** The first thing wrong with an export: what, in which line, and at which event of which record as far as that is known. */
export interface ExportFault {
  fault: TrailFault;
  /** From 1. */
  line: number;
  entity?: string;
  seq?: number;
}

/** An export in which everything is as it was written. */
export interface SoundExport {
  records: number;
  events: number;
  /** The event that put the export on record. */
  opened: AuditEvent;
}

/** Checks an export line by line, in memory that does not grow with it. */
export interface ExportCheck {
  /** Takes the next line, without its end. @returns what is wrong, once something is */
  line(text: string): ExportFault | undefined;
  /** After the last line. */
  end(): ExportFault | SoundExport;
}

/** @param sha256 hex digest of a UTF-8 text */
export function exportCheck(sha256: (text: string) => string): ExportCheck {
  const counted = { records: 0, events: 0 };
  let number = 0;
  let digest = '';
  let opened: AuditEvent | undefined;
  let ended = false;
  /** The record whose events are under way. */
  let entity: string | undefined;
  let reached: AuditHead = EMPTY_CHAIN;

  /** Names where the chain stands: the event that has to come next, or the one the line speaks of. */
  const at = (fault: TrailFault, seen: { entity?: string; seq?: number } = {}): ExportFault => ({
    fault,
    line: number,
    ...(entity === undefined ? seen : { entity, seq: reached.seq + 1 }),
  });

  const takeEvent = (event: AuditEvent): ExportFault | undefined => {
    if (entity !== undefined && entity !== event.entity) {
      const changed = event.hash !== sha256(hashedText(event));
      return at(changed ? 'content' : 'other-record');
    }
    const fault = linkFault(reached, event, sha256(hashedText(event)));
    if (fault) return at(fault, { entity: event.entity, seq: 1 });
    entity = event.entity;
    reached = event;
    counted.events += 1;
    return undefined;
  };

  const takeHead = (head: Extract<ExportLine, { head: unknown }>['head'], text: string) => {
    if (entity === undefined) return at('cut-off', { entity: head.entity, seq: 1 });
    if (head.entity !== entity) return at('other-record');
    const fault = endFault(reached, head);
    if (fault) return { ...at(fault), ...(fault === 'cut-off' ? {} : { seq: reached.seq }) };
    counted.records += 1;
    entity = undefined;
    reached = EMPTY_CHAIN;
    digest = sha256(foldedText(digest, text));
    return undefined;
  };

  return {
    line(text) {
      number += 1;
      if (ended) return at('after-end');
      const line = parsed(text);
      if (!line) return at(number === 1 ? 'no-start' : 'unreadable', spokenOf(text));
      if (number === 1) {
        if (!('export' in line)) return at('no-start');
        const fault = linkFault(EMPTY_CHAIN, line.export, sha256(hashedText(line.export)));
        if (fault) return at(fault, line.export);
        opened = line.export;
        digest = sha256(foldedText('', text));
        return undefined;
      }
      if ('event' in line) return takeEvent(line.event);
      if ('head' in line) return takeHead(line.head, text);
      if ('export' in line || entity !== undefined) return at('unreadable', spokenOf(text));
      ended = true;
      const { records, events } = line.end;
      if (records !== counted.records || events !== counted.events) return at('count');
      return line.end.digest === digest ? undefined : at('digest');
    },
    end() {
      number += 1;
      return ended && opened ? { ...counted, opened } : at(opened ? 'no-end' : 'no-start');
    },
  };
}

/** A line of an export, if it is written the one way there is. */
function parsed(text: string): ExportLine | undefined {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return undefined;
  }
  const line = exportLineSchema.safeParse(content);
  // What the schema does not know it leaves out, and then the two texts differ.
  return line.success && canonicalJson(line.data) === text ? line.data : undefined;
}

/** The event a broken line speaks of, as far as it can still be read. */
function spokenOf(text: string): { entity?: string; seq?: number } {
  const entity = /"entity":"([^"]+)"/.exec(text)?.[1];
  const seq = /"seq":(\d+)/.exec(text)?.[1];
  return { ...(entity ? { entity } : {}), ...(seq ? { seq: Number(seq) } : {}) };
}
