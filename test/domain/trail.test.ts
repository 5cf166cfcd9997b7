import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AuditEntry,
  type AuditEvent,
  canonicalJson,
  chainEvent,
  EMPTY_CHAIN,
} from '../../domain/audit.ts';
import { exportCheck } from '../../domain/trail/export-check.ts';
import type { ExportedRecord } from '../../domain/trail/export-file.ts';
import { sha256 } from '../../local/audit/check-file.ts';
import { auditEntry, chainOf, exported, exportOpened, exportText } from '../builders/trail.ts';

const ENTITIES = ['APPLICATION#7K3M9Q2X4HWB', 'APPLICATION#0A1B2C3D4E5F', 'VENUE#0123456789'];

/** Up to three records with chains of up to six events. */
const chains = fc
  .array(
    fc.array(
      fc.record({
        at: fc.constantFrom('2020-02-21T01:00:00.000Z', '2020-02-24T01:00:00.000Z'),
        by: fc.constantFrom('office-1', '审核员', 'workflow'),
        action: fc.constantFrom('claimReview', 'decideReview'),
        to: fc.constantFrom('inReview', 'approved'),
        detail: fc.dictionary(fc.constantFrom('stage', 'visit'), fc.oneof(fc.string(), fc.integer())),
      }),
      { minLength: 1, maxLength: 6 },
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((records) =>
    records.map((entries, index) =>
      chainOf(entries.map((entry): AuditEntry => auditEntry({ ...entry, entity: ENTITIES[index] ?? '' }))),
    ),
  );

/** What the check says of a text, line by line. */
function verdictOn(text: string) {
  const check = exportCheck(sha256);
  for (const line of text.split('\n').slice(0, -1)) {
    const fault = check.line(line);
    if (fault) return fault;
  }
  return check.end();
}

const verdict = async (records: readonly ExportedRecord[]) => verdictOn(await exportText(records));
const claims = (count: number, entity?: string): AuditEvent[] =>
  chainOf(Array.from({ length: count }, () => auditEntry(entity === undefined ? {} : { entity })));
const changedAt = (events: readonly AuditEvent[], seq: number, change: Partial<AuditEvent>) =>
  events.map((event) => (event.seq === seq ? { ...event, ...change } : event));

describe('an export of the trail', () => {
  it('is found sound when nothing was changed, with its counts and who took it', async () => {
    await fc.assert(
      fc.asyncProperty(chains, async (records) => {
        expect(await verdict(records.map(exported))).toEqual({
          records: records.length,
          events: records.flat().length,
          opened: exportOpened,
        });
      }),
      { numRuns: 40 },
    );
  });

  it('may be of days without any event', async () => {
    expect(await verdict([])).toMatchObject({ records: 0, events: 0 });
  });

  it('names the record and the event from which on one of its events is missing, wherever that was', async () => {
    await fc.assert(
      fc.asyncProperty(chains, fc.nat(), async (records, which) => {
        const events = records.flat();
        const removed = events[which % events.length] as AuditEvent;
        const left = records.map(exported).map(({ events: all, ...record }) => ({
          ...record,
          events: all.filter((event) => event !== removed),
        }));
        expect(await verdict(left)).toMatchObject({
          fault: expect.stringMatching(/gap|cut-off|other-record/),
        });
        const found = await verdict(left);
        // Of a chain of one event nothing is left but its head, by which it is named.
        expect(found).toMatchObject({ entity: removed.entity });
        if (!('fault' in found) || found.fault !== 'gap') return;
        expect(found.seq).toBe(removed.seq);
      }),
      { numRuns: 60 },
    );
  });

  it('tells what is wrong with which event', async () => {
    const events = claims(4);
    const told = async (changed: AuditEvent[]) => verdict([{ ...exported(events), events: changed }]);
    const [first, second, third, fourth] = events as [AuditEvent, AuditEvent, AuditEvent, AuditEvent];
    const entity = ENTITIES[0];
    expect(await told(changedAt(events, 3, { by: 'office-2' }))).toMatchObject({
      fault: 'content',
      entity,
      seq: 3,
      line: 4,
    });
    expect(await told([first, second, second, third, fourth])).toMatchObject({ fault: 'repeated', seq: 3 });
    expect(await told([first, third, second, fourth])).toMatchObject({ fault: 'gap', seq: 2 });
    const forged = chainEvent(first, auditEntry({ by: 'office-2' }), sha256);
    expect(await told([first, forged, third, fourth])).toMatchObject({ fault: 'link', seq: 3 });
    expect(await told([first, second, third])).toMatchObject({ fault: 'cut-off', seq: 4 });
    const more = chainEvent(fourth, auditEntry(), sha256);
    expect(await told([...events, more])).toMatchObject({ fault: 'beyond', seq: 5 });
    const rewritten = [first, second, third, chainEvent(third, auditEntry({ by: 'office-2' }), sha256)];
    expect(await told(rewritten)).toMatchObject({ fault: 'head', seq: 4 });
  });

  it('tells that a record was removed, added or replaced as a whole', async () => {
    const [ours, other] = [exported(claims(2)), exported(claims(3, ENTITIES[1]))];
    const lines = (await exportText([ours, other])).split('\n');
    const withoutSecond = [...lines.slice(0, 4), ...lines.slice(-2)].join('\n');
    expect(verdictOn(withoutSecond)).toMatchObject({ fault: 'count' });
    const replaced = (await exportText([ours, exported(claims(3, ENTITIES[2]))])).split('\n');
    replaced[replaced.length - 2] = lines.at(-2) ?? '';
    expect(verdictOn(replaced.join('\n'))).toMatchObject({ fault: 'digest' });
    expect(verdictOn([...lines.slice(0, -2), ''].join('\n'))).toMatchObject({ fault: 'no-end' });
    expect(verdictOn([...lines.slice(1)].join('\n'))).toMatchObject({ fault: 'no-start', line: 1 });
    expect(verdictOn([...lines.slice(0, -1), lines[1], ''].join('\n'))).toMatchObject({ fault: 'after-end' });
    expect(verdictOn('')).toMatchObject({ fault: 'no-start' });
  });

  it('may be written one way only: a line with the same content in another form is told', async () => {
    const lines = (await exportText([exported(claims(2))])).split('\n');
    const event = JSON.parse(lines[2] ?? '') as Record<string, object>;
    for (const other of [
      ` ${lines[2]}`,
      JSON.stringify({ event: { ...event['event'], extra: 1 } }),
      JSON.stringify({ event: Object.fromEntries(Object.entries(event['event'] ?? {}).reverse()) }),
      canonicalJson({ ...event, more: {} }),
    ]) {
      expect(verdictOn(lines.with(2, other).join('\n'))).toMatchObject({
        fault: 'unreadable',
        line: 3,
        entity: ENTITIES[0],
        seq: 2,
      });
    }
  });

  it('tells a first line whose purpose was changed afterwards, because it is an event of the trail itself', async () => {
    const text = (await exportText([exported(claims(1))])).replace('季度', '年度');
    expect(verdictOn(text)).toMatchObject({ fault: 'content', line: 1, entity: exportOpened.entity, seq: 1 });
    expect(chainEvent(EMPTY_CHAIN, exportOpened, sha256).seq).toBe(1);
  });
});
