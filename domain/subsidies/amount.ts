import { DomainError } from '../errors.ts';
import { type Fen, shareOf } from '../money.ts';
import type { Answers } from './answers.ts';
import type { Policy } from './policy.ts';

/**
 * The amount a policy pays for these answers, in fen: a fixed sum, or a share of a stated cost up to a cap.
 * @returns undefined while the answer it rests on is missing
 */
export function amountOf(policy: Pick<Policy, 'amount'>, answers: Answers): Fen | undefined {
  const { amount } = policy;
  if (amount.kind === 'fixed') return amount.fen;
  const base = answers[amount.field];
  return typeof base === 'number' && Number.isSafeInteger(base) && base >= 0
    ? Math.min(shareOf(base, amount.percent), amount.capFen)
    : undefined;
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
