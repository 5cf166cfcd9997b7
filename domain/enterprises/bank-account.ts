import * as z from 'zod';

/** A bank account as it is compared and checked: full-width digits, spaces and dashes make no other account of it. */
export function normalizeAccount(typed: string): string {
  return typed.normalize('NFKC').replace(/[\s\p{Pd}]/gu, '');
}

/**
 * The last digit of a card number is its check digit (Luhn, ISO/IEC 7812-1, annex B).
 * @param digits ASCII digits only
 */
function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = index % 2 === 0 ? Number(digit) : Number(digit) * 2;
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** What carries a check digit: the cards of China UnionPay, 16 to 19 digits that begin with 62. */
const UNIONPAY_CARD = /^62\d{14,17}$/;

/**
 * Whether a text may be a bank account of the mainland: 12 to 30 digits. Only what is known is checked: a corporate
 * account (对公账户) is numbered as its bank likes and has no common check digit; a card of China UnionPay has one.
 */
export function isBankAccount(normalized: string): boolean {
  return /^\d{12,30}$/.test(normalized) && (!UNIONPAY_CARD.test(normalized) || passesLuhn(normalized));
}

/** A bank account (银行账号) as typed, in its one form: digits alone. */
export const bankAccountSchema = z
  .string()
  .max(80)
  .transform(normalizeAccount)
  .refine(isBankAccount, { error: 'account-number', params: { reason: 'account-number' } });

/** An account as it may be shown (GB/T 35273, masked display): `6222 **** **** 1234`. */
export function maskAccount(account: string): string {
  return `${account.slice(0, 4)} **** **** ${account.slice(-4)}`;
}
