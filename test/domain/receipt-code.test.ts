import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applicationIdSchema,
  formatReceiptCode,
  isReceiptCode,
  newReceiptCode,
  normalizeReceiptCode,
} from '../../domain/subsidies/receipt-code.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const codes = fc.uint8Array({ minLength: 11, maxLength: 11 }).map((bytes) => newReceiptCode(() => bytes));

describe('the receipt code', () => {
  it('is twelve characters that are right by their check character', () => {
    fc.assert(fc.property(codes, (code) => code.length === 12 && isReceiptCode(code)));
  });

  it('finds every single wrong character', () => {
    fc.assert(
      fc.property(codes, (code) => {
        for (let place = 0; place < code.length; place += 1) {
          for (const wrong of ALPHABET) {
            if (wrong === code.charAt(place)) continue;
            expect(isReceiptCode(code.slice(0, place) + wrong + code.slice(place + 1))).toBe(false);
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  it('finds at least 49 of 50 swaps of neighbours', () => {
    let [swapped, missed] = [0, 0];
    fc.assert(
      fc.property(codes, fc.nat(10), (code, place) => {
        const [one, other] = [code.charAt(place), code.charAt(place + 1)];
        fc.pre(one !== other);
        swapped += 1;
        if (isReceiptCode(code.slice(0, place) + other + one + code.slice(place + 2))) missed += 1;
      }),
      { numRuns: 2_000 },
    );
    expect(missed / swapped).toBeLessThan(0.02);
  });

  it('is read the same with dashes, spaces, lower case, full width, and O, I, L for 0 and 1', () => {
    fc.assert(
      fc.property(codes, (code) => {
        const printed = formatReceiptCode(code);
        expect(printed).toMatch(/^.{4}-.{4}-.{4}$/);
        const typed = [
          printed,
          printed.toLowerCase(),
          ` ${printed.replaceAll('-', ' ')} `,
          code.replaceAll('0', 'o').replaceAll('1', 'l'),
          code.replaceAll('1', 'I'),
          [...code].map((character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0)).join(''),
        ];
        for (const way of typed) expect(applicationIdSchema.parse(way)).toBe(code);
        expect(normalizeReceiptCode(code)).toBe(code);
      }),
    );
  });

  it('does not repeat and uses the whole alphabet', () => {
    const made = Array.from({ length: 2_000 }, () => newReceiptCode(randomBytes));
    expect(new Set(made).size).toBe(made.length);
    expect(new Set(made.join('')).size).toBe(ALPHABET.length);
  });
});
