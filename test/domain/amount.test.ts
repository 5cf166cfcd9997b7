import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fenSchema, shareOf } from '../../domain/money.ts';
import { amountOf, payableAmount } from '../../domain/subsidies/amount.ts';
import { policyOf } from '../../domain/subsidies/policies/catalogue.ts';
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

  it('are unknown while the cost is missing, and none where it is no money', () => {
    expect(amountOf(bus, {})).toBeUndefined();
    for (const charterCost of ['100', true, -1, 0.5, Number.NaN]) {
      expect(() => payableAmount(bus, { charterCost })).toThrow('amount-not-payable');
    }
    expect(() => payableAmount(bus, { charterCost: 1 })).toThrow('amount-not-payable');
  });
});
