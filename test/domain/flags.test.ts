import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideReview } from '../../domain/subsidies/changes.ts';
import { type Flag, flagsOf, openAfterCorrection } from '../../domain/subsidies/flags.ts';
import { policyOf } from '../../domain/subsidies/policies/catalogue.ts';
import { application, later, MINUTE, OPENING, waitingFor } from '../builders/applications.ts';
import { office, usccOf } from '../builders/enterprises.ts';

const fixed = policyOf('resumption-award');
const perHead = policyOf('stable-jobs');
const nobody = { account: [], representative: [], evidence: [] };
const kinds = (flags: readonly Flag[]) => flags.map(({ kind }) => kind);
const someCodes = fc.uniqueArray(fc.integer({ min: 1, max: 60 }).map(usccOf), { maxLength: 30 });

describe('An application', () => {
  it('is flagged for an account or a representative exactly when another enterprise states the same', () => {
    fc.assert(
      fc.property(
        someCodes,
        someCodes,
        fc.integer({ min: 1, max: 60 }).map(usccOf),
        (account, people, own) => {
          const flags = flagsOf(own, fixed, 2_000_000, {
            ...nobody,
            account,
            representative: people,
          });
          const others = (users: string[]) => users.filter((user) => user !== own);
          expect(kinds(flags)).toEqual([
            ...(others(account).length > 0 ? ['account-shared'] : []),
            ...(others(people).length > 0 ? ['representative-shared'] : []),
          ]);
          for (const flag of flags) {
            if (!('with' in flag)) continue;
            expect(flag.count).toBe(others(flag.kind === 'account-shared' ? account : people).length);
            expect(flag.with.length).toBe(Math.min(10, flag.count));
            expect(flag.with).not.toContain(own);
          }
        },
      ),
    );
  });

  it('gives the same flags in whichever order the others are read', () => {
    fc.assert(
      fc.property(someCodes, (codes) => {
        const flags = (account: string[]) => flagsOf(usccOf(1), fixed, 1, { ...nobody, account });
        expect(flags([...codes].reverse())).toEqual(flags(codes));
      }),
    );
  });

  it('is flagged for its amount exactly from 95% of a threshold up to it, and from 95% of the cap up to below it', () => {
    const threshold = perHead.chain.find(({ aboveFen }) => aboveFen)?.aboveFen ?? 0;
    const cap = perHead.amount.kind === 'per-head' ? perHead.amount.capFen : 0;
    const near = (limit: number) =>
      fc.oneof(
        fc.integer({ min: 0, max: limit + 10 }),
        fc.integer({ min: Math.floor(limit * 0.94), max: limit + 2 }),
      );
    fc.assert(
      fc.property(fc.oneof(near(threshold), near(cap)), (amountFen) => {
        const found = kinds(flagsOf(usccOf(1), perHead, amountFen, nobody));
        expect(found.includes('amount-near-threshold')).toBe(
          amountFen <= threshold && amountFen * 20 >= threshold * 19,
        );
        expect(found.includes('amount-near-cap')).toBe(amountFen < cap && amountFen * 20 >= cap * 19);
      }),
    );
  });

  it('of a fixed sum or a tier is never flagged for its amount: nobody chose it', () => {
    for (const policy of [fixed, policyOf('full-production')])
      fc.assert(
        fc.property(fc.integer({ min: 0, max: 60_000_000 }), (fen) => {
          expect(flagsOf(usccOf(1), policy, fen, nobody)).toEqual([]);
        }),
      );
  });
});

describe('After a correction', () => {
  const shared = (account: string[]) => flagsOf(usccOf(1), fixed, 1, { ...nobody, account });

  it('what was cleared and is the same stays cleared; what was open stays open; what differs asks again', () => {
    const before = shared([usccOf(2)]);
    expect(openAfterCorrection({ flags: before, open: [] }, before)).toEqual([]);
    expect(openAfterCorrection({ flags: before, open: before }, before)).toEqual(before);
    const after = shared([usccOf(2), usccOf(3)]);
    expect(openAfterCorrection({ flags: before, open: [] }, after)).toEqual(after);
    expect(openAfterCorrection({ flags: [], open: [] }, after)).toEqual(after);
    expect(openAfterCorrection({ flags: before, open: before }, [])).toEqual([]);
  });
});

describe('An approval of a flagged application', () => {
  const officer = office(1);
  const flagged = application({
    status: 'inReview',
    openFlags: [{ kind: 'account-shared', with: [usccOf(2)], count: 1 }],
    waiting: waitingFor('officeAcceptance', {
      claim: {
        by: officer.sub,
        byName: officer.name,
        at: OPENING.toISOString(),
        until: later(30 * MINUTE).toISOString(),
      },
    }),
  });

  it('needs a note, and clears the flags by it', () => {
    expect(() => decideReview(flagged, { outcome: 'approve' }, officer, OPENING)).toThrow('flag-not-cleared');
    const { after, decision } = decideReview(
      flagged,
      { outcome: 'approve', note: '两家为同一集团，已核对开户许可证' },
      officer,
      OPENING,
    );
    expect(decision.cleared).toEqual(['account-shared']);
    expect(after.openFlags).toBeUndefined();
  });

  it('is not what a return or a rejection is: they leave the flags open', () => {
    const { after, decision } = decideReview(
      flagged,
      { outcome: 'reject', reasonCode: 'statement-untrue', note: '不实' },
      officer,
      OPENING,
    );
    expect(after.openFlags).toEqual(flagged.openFlags);
    expect(decision.cleared).toBeUndefined();
  });
});
