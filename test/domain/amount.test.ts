import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fenSchema, shareOf } from '../../domain/money.ts';
import { amountOf, payableAmount } from '../../domain/subsidies/amount.ts';
import { policyOf, publishedPolicies } from '../../domain/subsidies/policies/catalogue.ts';
import { busAnswers, goodAnswers } from '../builders/applications.ts';

const award = policyOf('resumption-award');
const bus = policyOf('chartered-bus');
const fen = fc.integer({ min: 0, max: 1_000_000_000_000 });

describe('amounts', () => {
  it('of the resumption award are CNY 20,000, so that 103 enterprises make 2,060,000 and 71 make 1,420,000', () => {
    expect(amountOf(award, goodAnswers)).toBe(2_000_000);
    expect(103 * payableAmount(award, goodAnswers)).toBe(206_000_000);
    expect(71 * payableAmount(award, {})).toBe(142_000_000);
  });

  it('by formula are rounded down to the fen', () => {
    expect(amountOf(bus, { ...busAnswers, charterCost: 1_234_567 })).toBe(617_283);
    expect(amountOf(bus, { ...busAnswers, charterCost: 101 })).toBe(50);
  });

  it('stop at the cap, to the fen', () => {
    expect(amountOf(bus, { ...busAnswers, charterCost: 19_999_999 })).toBe(9_999_999);
    expect(amountOf(bus, { ...busAnswers, charterCost: 20_000_000 })).toBe(10_000_000);
    expect(amountOf(bus, { ...busAnswers, charterCost: 999_999_999 })).toBe(10_000_000);
  });

  it('are exact shares of any money: never more than the base, at most one fen under the true share', () => {
    fc.assert(
      fc.property(fen, fc.integer({ min: 1, max: 100 }), (base, percent) => {
        const share = shareOf(base, percent);
        expect(fenSchema.safeParse(share).success).toBe(true);
        const missing = BigInt(base) * BigInt(percent) - BigInt(share) * 100n;
        expect(missing >= 0n && missing < 100n).toBe(true);
      }),
    );
  });

  it('never fall when the cost grows', () => {
    fc.assert(
      fc.property(fen, fen, (one, other) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        const amount = (charterCost: number) => amountOf(bus, { ...busAnswers, charterCost }) ?? -1;
        expect(amount(less)).toBeLessThanOrEqual(amount(more));
      }),
    );
  });

  it('by head are so much for each, up to the cap, to the fen', () => {
    const jobs = policyOf('stable-jobs');
    const amount = (workersNow: number) => amountOf(jobs, { workersNow });
    expect([0, 1, 5999, 6000, 6001, 200_000].map(amount)).toEqual([
      0, 50_000, 299_950_000, 300_000_000, 300_000_000, 300_000_000,
    ]);
    expect(amount(Number.MAX_SAFE_INTEGER)).toBe(300_000_000);
  });

  it('by tier are the sum of the step that is reached, and nothing below the first', () => {
    const restart = policyOf('project-restart');
    const amount = (workersOnSite: number) => amountOf(restart, { workersOnSite });
    expect([29, 30, 99, 100, 300, 799, 800, 20_000].map(amount)).toEqual([
      0, 5_000_000, 5_000_000, 10_000_000, 20_000_000, 20_000_000, 30_000_000, 30_000_000,
    ]);
    expect(() => payableAmount(restart, { workersOnSite: 29 })).toThrow('amount-not-payable');
  });

  it('of every policy that ships are money, and never fall when what they count on grows', () => {
    for (const policy of publishedPolicies) {
      if (policy.amount.kind === 'fixed') continue;
      const { field } = policy.amount;
      fc.assert(
        fc.property(fen, fen, (one, other) => {
          const [less, more] = [one, other]
            .toSorted((a, b) => a - b)
            .map((base) => amountOf(policy, { [field]: base }));
          expect(fenSchema.safeParse(less).success && fenSchema.safeParse(more).success).toBe(true);
          expect(less).toBeLessThanOrEqual(more ?? -1);
        }),
      );
    }
  });

  it('are unknown while the cost is missing, and none where it is no money', () => {
    expect(amountOf(bus, {})).toBeUndefined();
    for (const charterCost of ['100', true, -1, 0.5, Number.NaN]) {
      expect(() => payableAmount(bus, { charterCost })).toThrow('amount-not-payable');
    }
    expect(() => payableAmount(bus, { charterCost: 1 })).toThrow('amount-not-payable');
  });
});
