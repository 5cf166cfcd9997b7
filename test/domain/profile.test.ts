import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bankAccountSchema, maskAccount, normalizeAccount } from '../../domain/enterprises/bank-account.ts';
import {
  assertResumedByNow,
  comparableName,
  maskDetails,
  missingFields,
  partsOf,
  profileFieldSchema,
  statedProfileSchema,
} from '../../domain/enterprises/profile.ts';
import { OPENING } from '../builders/applications.ts';
import { goodProfile } from '../builders/enterprises.ts';

/** Digits as people type and paste them: full-width ones, spaces of both widths, dashes of several kinds. */
const typedAccount = (digits: string) =>
  fc
    .array(fc.record({ wide: fc.boolean(), after: fc.constantFrom('', ' ', '　', '-', '－', '—', '\t') }), {
      minLength: digits.length,
      maxLength: digits.length,
    })
    .map((ways) =>
      [...digits]
        .map((digit, index) => {
          const { wide, after } = ways[index] ?? { wide: false, after: '' };
          return (wide ? String.fromCharCode(digit.charCodeAt(0) + 0xfee0) : digit) + after;
        })
        .join('')
        .slice(0, 80),
    );

const digits = fc.array(fc.nat(9), { minLength: 12, maxLength: 30 }).map((values) => values.join(''));

describe('A bank account', () => {
  it('is the same account however its digits are typed', () => {
    fc.assert(
      fc.property(
        digits
          .filter((account) => !account.startsWith('62'))
          .chain((digits) => fc.tuple(fc.constant(digits), typedAccount(digits))),
        ([digits, typed]) => {
          expect(normalizeAccount(typed)).toBe(digits.slice(0, normalizeAccount(typed).length));
          expect(bankAccountSchema.parse(typed)).toBe(normalizeAccount(typed));
        },
      ),
    );
  });

  it('of a UnionPay card has a right check digit, so that no single wrong digit passes', () => {
    const card = '6222021234567890123';
    const right = Array.from({ length: 10 }, (_, digit) => card.slice(0, -1) + digit).filter(
      (one) => bankAccountSchema.safeParse(one).success,
    );
    expect(right).toHaveLength(1);
    const digits = right[0] ?? '';
    fc.assert(
      fc.property(fc.nat(digits.length - 3), fc.integer({ min: 1, max: 9 }), (at, by) => {
        const place = at + 2;
        const wrong = (Number(digits[place]) + by) % 10;
        const typed = digits.slice(0, place) + wrong + digits.slice(place + 1);
        expect(bankAccountSchema.safeParse(typed).success).toBe(false);
      }),
    );
  });

  it.each(['', '12345678901', '1'.repeat(31), '6222 0212 3456 78901x', '٤١٠٠١٢٣٤٥٦٧٨٩٠', '=1+1'])(
    'is not %j, and the refusal says so without repeating it',
    (typed) => {
      const { error } = bankAccountSchema.safeParse(typed);
      expect(error?.issues[0]).toMatchObject({ code: 'custom', params: { reason: 'account-number' } });
      if (typed) expect(JSON.stringify(error?.issues)).not.toContain(typed);
    },
  );

  it('is shown by its first and last four digits only', () => {
    expect(maskAccount('6222021234561234')).toBe('6222 **** **** 1234');
  });
});

describe('A profile', () => {
  it('shows no detail but by its ends, whatever they are', () => {
    const name = fc
      .string({ unit: 'binary', minLength: 2, maxLength: 50 })
      .filter((text) => text.trim().length >= 2);
    fc.assert(
      fc.property(name, digits, (person, account) => {
        const masked = maskDetails({
          legalRepresentative: person,
          contactName: person,
          contactPhone: '19900004321',
          bankAccount: account,
        });
        expect([...(masked.legalRepresentative ?? '')]).toHaveLength(3);
        expect(masked.contactName).toBe(masked.legalRepresentative);
        expect(masked.contactPhone).toBe('199****4321');
        expect((masked.bankAccount ?? '').replace(/\D/g, '')).toHaveLength(8);
      }),
    );
  });

  it('takes a name for the same name however it is spaced, dotted, widened or capitalized', () => {
    for (const same of ['Ａｄｉｌ·Ｋｈａｎ', 'adil khan', 'ADIL-KHAN', ' Adil・Khan '])
      expect(comparableName(same)).toBe(comparableName('Adil Khan'));
    expect(comparableName('张三')).not.toBe(comparableName('张三丰'));
  });

  it('needs everything but the day of resumption, and names what is missing', () => {
    const complete = goodProfile(1);
    expect(missingFields(complete)).toEqual([]);
    for (const field of profileFieldSchema.options) {
      const { [field]: _, ...rest } = complete;
      expect(missingFields(rest)).toEqual(field === 'resumedOn' ? [] : [field]);
    }
  });

  it('comes apart into facts that policies ask and details that stay sealed, with nothing lost', () => {
    const { facts, details } = partsOf(goodProfile(1));
    expect({ ...facts, ...details }).toEqual(goodProfile(1));
    expect(Object.keys(facts)).not.toContain('bankAccount');
  });

  it.each([
    ['139 0000 0000', '13900000000'],
    ['０３７１－１２３４５６７８', '037112345678'],
    ['12345', undefined],
    ['23900000000', undefined],
  ])('takes the telephone %s as %s', (typed, stored) => {
    const parsed = statedProfileSchema.safeParse({ contactPhone: typed });
    expect(parsed.data?.contactPhone).toBe(stored);
  });

  it('cannot say that work resumed tomorrow', () => {
    expect(() => assertResumedByNow({ resumedOn: '2020-02-21' }, OPENING)).not.toThrow();
    expect(() => assertResumedByNow({ resumedOn: '2020-02-22' }, OPENING)).toThrow('invalid-input');
  });
});
