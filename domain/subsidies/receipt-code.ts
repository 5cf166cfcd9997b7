import * as z from 'zod';

/** Crockford's base 32: no I, L, O, U, so that a code can be read aloud and typed from paper. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const SIZE = ALPHABET.length;
const RANDOM_CHARACTERS = 11;

/**
 * A new receipt code (受理编号), which is also the application's id: 11 random characters (55 bits, so that it
 * cannot be guessed) and one check character.
 * @param randomBytes a source of random bytes, safe for secrets
 */
export function newReceiptCode(randomBytes: (count: number) => Uint8Array): string {
  const body = Array.from(randomBytes(RANDOM_CHARACTERS), (byte) => ALPHABET.charAt(byte % SIZE)).join('');
  return body + checkCharacter(body);
}

/** What a person typed, as the code it means: capitals, no spaces or dashes, O read as 0, I and L as 1. */
export function normalizeReceiptCode(typed: string): string {
  return typed.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
}

/** A receipt code as people read it: `7K3M-9Q2X-4HWB`. */
export function formatReceiptCode(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1-');
}

export function isReceiptCode(code: string): boolean {
  return /^[0-9A-HJKMNP-TV-Z]{12}$/.test(code) && checkCharacter(code.slice(0, -1)) === code.at(-1);
}

/** An application's id: its receipt code as typed or scanned, brought into its one form and checked. */
export const applicationIdSchema = z
  .string()
  .max(40)
  .transform(normalizeReceiptCode)
  .refine(isReceiptCode, { error: 'check-character', params: { reason: 'check-character' } });

/** ISO/IEC 7064 hybrid system MOD 33,32: finds every single wrong character and nearly every swap of neighbours. */
function checkCharacter(body: string): string {
  let product = SIZE;
  for (const character of body) {
    const sum = (product + ALPHABET.indexOf(character)) % SIZE || SIZE;
    product = (sum * 2) % (SIZE + 1);
  }
  return ALPHABET.charAt((SIZE + 1 - product) % SIZE);
}
