import * as z from 'zod';

/** The 31 characters of GB 32100-2015: digits and capitals without I, O, S, V, Z; their index is their value. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
/** Powers of 3 modulo 31 (GB 32100-2015, 5.6). */
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const SHAPE = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/;

/** The check character for the first 17 characters of a Unified Social Credit Code. */
export function usccCheckCharacter(first17: string): string {
  const sum = WEIGHTS.reduce(
    (total, weight, index) => total + weight * ALPHABET.indexOf(first17.charAt(index)),
    0,
  );
  return ALPHABET.charAt((31 - (sum % 31)) % 31);
}

/** Whether a text is a Unified Social Credit Code (统一社会信用代码) with a right check character. */
export function isUscc(text: string): boolean {
  return SHAPE.test(text) && usccCheckCharacter(text) === text.charAt(17);
}

/** An enterprise's 18-character Unified Social Credit Code, GB 32100-2015. */
export const usccSchema = z
  .string()
  .length(18)
  .refine(isUscc, { error: 'check-digit', params: { reason: 'check-digit' } });
