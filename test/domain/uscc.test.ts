import fc from 'fast-check';
import stdnumPackage from 'stdnum';
import { describe, expect, it } from 'vitest';
import { isUscc, usccCheckCharacter, usccSchema } from '../../domain/enterprises/uscc.ts';

const stdnum = stdnumPackage.stdnum['CN']?.['uscc'];
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const characters = (count: number) =>
  fc
    .array(fc.constantFrom(...ALPHABET), { minLength: count, maxLength: count })
    .map((parts) => parts.join(''));
const digits = (count: number) =>
  fc
    .array(fc.constantFrom(...'0123456789'), { minLength: count, maxLength: count })
    .map((parts) => parts.join(''));
const first17 = fc.tuple(characters(2), digits(6), characters(9)).map((parts) => parts.join(''));
const codes = first17.map((body) => body + usccCheckCharacter(body));

describe('the Unified Social Credit Code', () => {
  it('accepts codes that are published as examples of the standard', () => {
    // Test vectors that circulate with GB 32100; the first is also in stdnum's own tests.
    for (const code of ['91110000600037341L', '91350100M000100Y43']) expect(isUscc(code), code).toBe(true);
  });

  it('accepts every code that carries its own check character', () => {
    fc.assert(fc.property(codes, (code) => isUscc(code)));
  });

  it('finds every single wrong character', () => {
    fc.assert(
      fc.property(codes, fc.nat(17), fc.constantFrom(...ALPHABET), (code, place, wrong) => {
        fc.pre(code.charAt(place) !== wrong);
        return !isUscc(code.slice(0, place) + wrong + code.slice(place + 1));
      }),
    );
  });

  it('finds every swap of two different neighbours', () => {
    fc.assert(
      fc.property(codes, fc.nat(15), (code, place) => {
        const [one, other] = [code.charAt(place), code.charAt(place + 1)];
        fc.pre(one !== other);
        return !isUscc(code.slice(0, place) + other + one + code.slice(place + 2));
      }),
    );
  });

  it('refuses letters the standard leaves out, lower case, and other lengths', () => {
    const right = '91110000600037341L';
    for (const wrong of ['I', 'O', 'S', 'V', 'Z', 'l', '１'])
      expect(isUscc(right.slice(0, 17) + wrong)).toBe(false);
    for (const code of ['', right.slice(1), `${right}0`, right.toLowerCase(), ` ${right}`, `${right}\n`]) {
      expect(usccSchema.safeParse(code).success, JSON.stringify(code)).toBe(false);
    }
  });

  it('agrees with the library stdnum, except on two points where stdnum refuses valid codes', () => {
    let compared = 0;
    // stdnum 1.12 takes no letters in the first two places, which the standard has (N: rural collectives).
    const numbered = fc.tuple(digits(8), characters(9)).map((parts) => parts.join(''));
    fc.assert(
      fc.property(numbered, fc.constantFrom(...ALPHABET), (body, last) => {
        // It also compares with 31 - sum % 31 and so knows no remainder 0, which the standard writes as 0.
        fc.pre(usccCheckCharacter(body) !== '0');
        compared += 1;
        for (const code of [body + last, body + usccCheckCharacter(body)]) {
          expect(isUscc(code), code).toBe(stdnum?.validate(code).isValid);
        }
      }),
      { numRuns: 500 },
    );
    expect(compared).toBeGreaterThan(400);
  });
});
