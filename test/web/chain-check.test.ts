import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AuditEvent } from '../../domain/audit.ts';
import type { RecordHead } from '../../domain/trail/chain.ts';
import { checkChain } from '../../web/console/trail/check-chain.ts';
import { sha256 } from '../../web/console/trail/sha256.ts';
import { auditEntry, chainOf, exported } from '../builders/trail.ts';

const events = chainOf(
  ['submitApplication', 'openReview', 'claimReview'].map((action) => auditEntry({ action })),
);
const head = exported(events).head as RecordHead;
const check = (list: readonly AuditEvent[], kept: RecordHead | undefined, toEnd = true) =>
  checkChain(list, kept, toEnd, sha256);

describe('The chain that an auditor looks at', () => {
  it('is sound when it is whole, and says whether the record itself vouches for its end', async () => {
    expect(await check(events, head)).toEqual({ state: 'sound', events: 3, kept: true });
    expect(await check(events, undefined)).toEqual({ state: 'sound', events: 3, kept: false });
  });

  it('is no more than linked while a part of it is not loaded, whichever end that is', async () => {
    expect(await check(events.slice(0, 2), head, false)).toEqual({ state: 'sound-so-far', events: 2 });
    expect(await check(events.slice(1), head)).toEqual({ state: 'sound-so-far', events: 2 });
  });

  it('may have grown since the head was read', async () => {
    const earlier = exported(events.slice(0, 2)).head as RecordHead;
    expect(await check(events, earlier)).toMatchObject({ state: 'sound', events: 3 });
  });

  it('is broken where its last event is missing, or is not the one the record knows', async () => {
    expect(await check(events.slice(0, 2), head)).toEqual({ state: 'broken', fault: 'cut-off', seq: 3 });
    const other = { ...head, hash: 'another' };
    expect(await check(events, other)).toEqual({ state: 'broken', fault: 'head', seq: 3 });
  });

  it('is broken at the very event whose content was changed, and at the first that follows a missing one', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(2),
        fc.constantFrom('at', 'by', 'action', 'to', 'prevHash', 'hash' as const),
        async (place, field) => {
          const changed = events.map((event, index) =>
            index === place ? { ...event, [field]: `${event[field]}x` } : event,
          );
          expect(await check(changed, head)).toMatchObject({
            state: 'broken',
            fault: 'content',
            seq: place + 1,
          });
        },
      ),
    );
    expect(await check([events[0], events[2]] as AuditEvent[], head)).toEqual({
      state: 'broken',
      fault: 'gap',
      seq: 2,
    });
  });
});
