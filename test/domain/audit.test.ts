import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AuditEntry,
  type AuditEvent,
  auditEventSchema,
  canonicalJson,
  chainEvent,
  EMPTY_CHAIN,
} from '../../domain/audit.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

const entries = fc.array(
  fc.record({
    entity: fc.constant('APPLICATION#7K3M9Q2X4HWB'),
    at: fc.constantFrom('2020-02-21T01:00:00.000Z', '2020-02-22T01:00:00.000Z'),
    by: fc.constantFrom('office-1', 'bureau-1', 'workflow'),
    byRole: fc.constantFrom('office' as const, 'bureau' as const, 'workflow' as const),
    action: fc.constantFrom('claimReview', 'decideReview'),
    to: fc.constantFrom('inReview', 'approved'),
    detail: fc.dictionary(fc.constantFrom('stage', 'visit'), fc.oneof(fc.string(), fc.integer())),
  }),
  { minLength: 1, maxLength: 12 },
);

function chain(list: AuditEntry[]): AuditEvent[] {
  let head = EMPTY_CHAIN;
  return list.map((entry) => {
    const event = chainEvent(head, entry, sha256);
    head = { seq: event.seq, hash: event.hash };
    return event;
  });
}

/** Whether stored events are the unbroken chain from the first to the head that the record knows. */
function holds(events: AuditEvent[], head: string): boolean {
  const rebuilt = chain(events.map(({ seq: _seq, prevHash: _prevHash, hash: _hash, ...entry }) => entry));
  return canonicalJson(rebuilt) === canonicalJson(events) && (rebuilt.at(-1)?.hash ?? '') === head;
}

describe('the audit chain', () => {
  it('numbers events from 1 and links each to the one before', () => {
    fc.assert(
      fc.property(entries, (list) => {
        const events = chain(list);
        expect(events.map(({ seq }) => seq)).toEqual(list.map((_, index) => index + 1));
        events.forEach((event, index) => {
          expect(auditEventSchema.parse(event).prevHash).toBe(events[index - 1]?.hash ?? '');
        });
        expect(holds(events, events.at(-1)?.hash ?? '')).toBe(true);
      }),
    );
  });

  it('breaks when any one value of any event is changed', () => {
    const fields = [
      'entity',
      'seq',
      'at',
      'by',
      'byRole',
      'action',
      'to',
      'detail',
      'prevHash',
      'hash',
    ] as const;
    fc.assert(
      fc.property(entries, fc.nat(), fc.constantFrom(...fields), (list, which, field) => {
        const events = chain(list);
        const head = events.at(-1)?.hash ?? '';
        const place = which % events.length;
        const forged = events.map((event, index) =>
          index === place
            ? { ...event, [field]: field === 'seq' ? event.seq + 1 : `${JSON.stringify(event[field])}x` }
            : event,
        );
        expect(holds(forged as AuditEvent[], head)).toBe(false);
      }),
    );
  });

  it('breaks when an event is removed, added or moved', () => {
    fc.assert(
      fc.property(entries, fc.nat(), (list, which) => {
        const events = chain(list);
        const head = events.at(-1)?.hash ?? '';
        const place = which % events.length;
        expect(holds(events.toSpliced(place, 1), head)).toBe(false);
        const copy = events[place];
        if (copy) expect(holds(events.toSpliced(place, 0, copy), head)).toBe(false);
        if (place > 0) expect(holds([...events.slice(place), ...events.slice(0, place)], head)).toBe(false);
      }),
    );
  });

  it('is rewritten as a whole only by someone who also changes the head the record knows', () => {
    const events = chain([entry('claimReview'), entry('decideReview')]);
    const rewritten = chain([entry('claimReview'), entry('releaseReview')]);
    expect(holds(rewritten, events.at(-1)?.hash ?? '')).toBe(false);
  });

  it('hashes the same content the same, in whatever order its fields came', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer())), (content) => {
        const reversed = Object.fromEntries(Object.entries(content).reverse());
        expect(canonicalJson(reversed)).toBe(canonicalJson(content));
      }),
    );
  });
});

function entry(action: string): AuditEntry {
  return {
    entity: 'APPLICATION#7K3M9Q2X4HWB',
    at: '2020-02-21T01:00:00.000Z',
    by: 'office-1',
    byRole: 'office',
    action,
    to: 'inReview',
  };
}
