import { DomainError } from '../errors.ts';
import { type Fen, shareOf } from '../money.ts';
import type { Answers } from './answers.ts';
import type { Policy } from './policy.ts';

/**
 * The amount a policy pays for these answers, in fen.
 * @returns undefined while the answer it rests on is missing or no whole number
 */
export function amountOf(policy: Pick<Policy, 'amount'>, answers: Answers): Fen | undefined {
  const { amount } = policy;
  if (amount.kind === 'fixed') return amount.fen;
  const base = answers[amount.field];
  if (typeof base !== 'number' || !Number.isSafeInteger(base) || base < 0) return undefined;
  switch (amount.kind) {
    case 'share':
      return Math.min(shareOf(base, amount.percent), amount.capFen);
    case 'per-head':
      // Compared before multiplying, so that no product leaves the exact integers.
      return base >= amount.capFen / amount.fenEach ? amount.capFen : base * amount.fenEach;
    case 'tiers':
      return amount.tiers.findLast(({ atLeast }) => base >= atLeast)?.fen ?? 0;
  }
}

/**
 * The amount of a complete form, in fen.
 * @throws DomainError `amount-not-payable` where it cannot be computed or is nothing
 */
export function payableAmount(policy: Pick<Policy, 'amount'>, answers: Answers): Fen {
  const fen = amountOf(policy, answers);
  if (!fen) throw new DomainError('amount-not-payable');
  return fen;
}
