import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  type AuditEntry,
  type AuditEvent,
  auditEventSchema,
  canonicalJson,
  EMPTY_CHAIN,
} from '../../domain/audit.ts';
import { DomainError, invalidField } from '../../domain/errors.ts';
import { addDays, type Day, daySchema, shanghaiDay } from '../../domain/time.ts';
import type { RecordHead } from '../../domain/trail/chain.ts';
import type { ExportedRecord, ExportScope } from '../../domain/trail/export-file.ts';
import type { AuditHeads } from './audit-heads.ts';
import { type AuditReader, DAY_POSITION } from './audit-reader.ts';
import { appendEvent } from './audit-trail.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { fromItem } from './dynamodb.ts';
import { writeTogether } from './transaction.ts';

/** Records of a page, and events of each at once: at about 500 bytes an event, at most 2.5 of the 6 MB a Lambda answers. */
const RECORDS = 25;
const EVENTS = 200;
/** Days a page looks at where nothing happened: each costs half a read unit. */
const DAYS = 60;
/** The highest number the keys have room for. */
const LAST_SEQ = 99_999_999;
/** An export is read at once; later it is another act with a purpose of its own. */
const OPEN_MS = 24 * 3_600_000;

/** Exports of the trail. */
export interface AuditExports {
  /**
   * Puts an export on record.
   * @returns its event, or that of the same request before
   * @throws DomainError `idempotency-key-reused` where that one asked for something else
   */
  open(entry: AuditEntry): Promise<AuditEvent>;
  /** The event of an export. @throws DomainError `export-not-found`, also for another person's and one of yesterday */
  opened(entity: string, by: string, now: Date): Promise<AuditEvent>;
  /** One page: the records that changed on the export's days until today, each once and with its whole chain. */
  page(
    scope: ExportScope,
    now: Date,
    cursor?: string,
  ): Promise<{ records: ExportedRecord[]; nextCursor?: string }>;
}

/** How far an export has been read: a day, where in its list, and which event of the record that stands there. */
interface Position {
  day: Day;
  after?: string;
  /** The first event of the next record to give; others of it were on the page before. */
  seq: number;
}

export function auditExportsIn(
  client: DynamoDBClient,
  table: string,
  reader: AuditReader,
  readHeads: AuditHeads,
): AuditExports {
  return {
    async open(entry) {
      const { write, event } = appendEvent(table, EMPTY_CHAIN, entry);
      const refused = await writeTogether(client, [write]);
      if (!refused) return event;
      const earlier = auditEventSchema.parse(fromItem(refused.stored ?? {}));
      if (canonicalJson(earlier.detail) !== canonicalJson(entry.detail))
        throw new DomainError('idempotency-key-reused');
      return earlier;
    },

    async opened(entity, by, now) {
      const [event] = await reader.range(entity, 1, 1, 1);
      if (event?.by !== by || Date.parse(event.at) + OPEN_MS < now.getTime())
        throw new DomainError('export-not-found');
      return event;
    },

    async page(scope, now, cursor) {
      const today = shanghaiDay(now);
      const last = scope.to < today ? scope.to : today;
      let position: Position = cursor ? positionOf(cursor, scope.from) : { day: scope.from, seq: 1 };
      for (let looked = 0; looked < DAYS && position.day <= last; looked += 1) {
        const { records, next } = await recordsAt(position, scope.from);
        if (next) position = next;
        else position = { day: addDays(position.day, 1), seq: 1 };
        if (records.length > 0 || next) return { records, ...continued(position, last) };
      }
      return { records: [], ...continued(position, last) };
    },
  };

  /** The next records of a day, as many as a page takes. @returns where to go on within the day */
  async function recordsAt(
    { day, after, seq }: Position,
    from: Day,
  ): Promise<{ records: ExportedRecord[]; next?: Position }> {
    const page = await reader.day(day, 'oldest', RECORDS, after);
    // A record stands under each day it changed on: it is given with the first of the export's days.
    const firsts = page.entries.filter(({ since }) => since === undefined || since < from);
    const heads = await readHeads(firsts.map(({ event }) => event.entity));
    const chains = await Promise.all(
      firsts.map(({ event: { entity } }, index) => chainOf(entity, index === 0 ? seq : 1, heads.get(entity))),
    );
    const records: ExportedRecord[] = [];
    for (const [index, chain] of chains.entries()) {
      records.push(chain);
      if (chain.head) continue;
      // A long chain goes on upon the next page, which begins where this record stands in the day's list.
      const before = page.entries[page.entries.indexOf(firsts[index] as (typeof firsts)[number]) - 1];
      const reached = chain.events.at(-1)?.seq ?? 0;
      const start = before ? placeOf(before.event) : after;
      return { records, next: { day, seq: reached + 1, ...(start ? { after: start } : {}) } };
    }
    return { records, ...(page.next ? { next: { day, after: page.next, seq: 1 } } : {}) };
  }

  /** A record's events from one on; with its head, if they are all. */
  async function chainOf(entity: string, seq: number, kept?: RecordHead): Promise<ExportedRecord> {
    // One more than is given tells whether there are more.
    const read = await reader.range(entity, seq, kept?.seq ?? LAST_SEQ, EVENTS + 1);
    const events = read.slice(0, EVENTS);
    if (read.length > EVENTS) return { entity, events };
    const { seq: reached = 0, hash = '' } = events.at(-1) ?? {};
    return { entity, events, head: kept ?? { entity, seq: reached, hash, kept: 'trail' } };
  }
}

function placeOf({ at, entity, seq }: AuditEvent): string {
  return [at, entity, String(seq).padStart(8, '0')].join(' ');
}

function continued({ day, after = '', seq }: Position, last: Day): { nextCursor?: string } {
  return day <= last ? { nextCursor: encodeCursor(`${day} ${seq} ${after}`) } : {};
}

/** A day, a number, and a place in the day's list. */
const POSITION = new RegExp(`^(\\S{10}) (\\d{1,8}) (${DAY_POSITION.source.slice(1, -1)})?$`);

/** @throws DomainError `invalid-input` on field `cursor` */
function positionOf(cursor: string, from: Day): Position {
  const [, day = '', seq = '', after] = POSITION.exec(decodeCursor(cursor, POSITION)) ?? [];
  if (!daySchema.safeParse(day).success) throw invalidField('cursor', 'format');
  return { day: day < from ? from : day, seq: Number(seq), ...(after === undefined ? {} : { after }) };
}
