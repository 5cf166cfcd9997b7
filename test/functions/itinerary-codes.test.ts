import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../domain/errors.ts';
import { CHALLENGE_SECONDS, openChallenge, sealChallenge } from '../../functions/adapters/challenge.ts';
import { deriveCodeKeys } from '../../functions/adapters/code-keys.ts';
import {
  readPass,
  readVenueToken,
  signPass,
  signVenueToken,
} from '../../functions/adapters/signed-tokens.ts';
import { CODE_SECRET, GATE_OPENS } from '../builders/itinerary.ts';

const keys = deriveCodeKeys(CODE_SECRET);
const otherKeys = deriveCodeKeys('another-secret-for-tests-of-32-characters');
const inSeconds = (seconds: number) => new Date(GATE_OPENS.getTime() + seconds * 1000);

const venue = { venueId: '7CMBMKPTT6', epoch: 1 };
const venueName = { venueId: venue.venueId, name: '示例酒店', kind: 'hotel' } as const;
const content = {
  scanId: 'scan-of-at-least-16-characters',
  colour: 'yellow',
  nextStep: 'show-health-certificate',
  provisional: false,
  mayEnter: false,
  maskedNumber: '199****1009',
  venue: venueName,
  scannedAt: GATE_OPENS.toISOString(),
} as const;
const challenge = {
  scanId: content.scanId,
  venue: venueName,
  phoneNumber: '19900001009',
  carrier: 'china-mobile',
  carrierChallenge: 'c',
  expiresAt: inSeconds(CHALLENGE_SECONDS).toISOString(),
};

const kinds = [
  {
    kind: 'venue token',
    token: signVenueToken(keys, venue),
    read: (token: string, by = keys) => readVenueToken(by, token),
    invalid: 'venue-token-invalid',
  },
  {
    kind: 'pass',
    token: signPass(keys, content, GATE_OPENS).pass,
    read: (token: string, by = keys) => readPass(by, token, GATE_OPENS),
    invalid: 'pass-invalid',
  },
  {
    kind: 'challenge',
    token: sealChallenge(keys, challenge, randomBytes),
    read: (token: string, by = keys) => openChallenge(by, token, GATE_OPENS),
    invalid: 'challenge-invalid',
  },
];

/** The code of the refusal; what is not refused, or refused by accident, fails the test. */
function refusalOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
  return 'not refused';
}

describe.each(kinds)('A $kind', ({ token, read, invalid, kind }) => {
  it('is read back as it was written', () => {
    expect(read(token)).toMatchObject(
      kind === 'venue token' ? venue : kind === 'pass' ? content : { phoneNumber: '19900001009' },
    );
  });

  it('is refused with any character of it changed to any other that a token may have', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.';
    let tried = 0;
    for (let index = 0; index < token.length; index += 1) {
      // Three others for each place: its neighbour in the alphabet (one bit), one far away, and the separator.
      const at = alphabet.indexOf(token.charAt(index));
      for (const other of [alphabet.charAt(at ^ 1), alphabet.charAt((at + 31) % 64), '.']) {
        if (other === token.charAt(index)) continue;
        const forged = token.slice(0, index) + other + token.slice(index + 1);
        expect(
          refusalOf(() => read(forged)),
          `${index} ${other}`,
        ).toBe(invalid);
        tried += 1;
      }
    }
    expect(tried).toBeGreaterThan(token.length * 2);
  });

  it('is refused when it is cut, longer, empty or of other keys', () => {
    for (const forged of ['', '.', '..', token.slice(0, -1), `${token}A`, `${token}.A`, `A${token}`])
      expect(
        refusalOf(() => read(forged)),
        forged,
      ).toBe(invalid);
    expect(refusalOf(() => read(token, otherKeys))).toBe(invalid);
  });

  it('is refused where another kind is asked for', () => {
    for (const other of kinds)
      if (other.kind !== kind) expect(refusalOf(() => other.read(token))).toBe(other.invalid);
  });
});

describe('Time', () => {
  it('ends a pass after 60 seconds, to the millisecond', () => {
    const { pass, passExpiresAt } = signPass(keys, content, GATE_OPENS);
    expect(passExpiresAt).toBe(inSeconds(60).toISOString());
    expect(readPass(keys, pass, inSeconds(59.999))).toMatchObject(content);
    expect(refusalOf(() => readPass(keys, pass, inSeconds(60)))).toBe('pass-expired');
  });

  it('ends a challenge after 5 minutes, to the millisecond', () => {
    const token = sealChallenge(keys, challenge, randomBytes);
    expect(openChallenge(keys, token, inSeconds(299.999))).toEqual(challenge);
    expect(refusalOf(() => openChallenge(keys, token, inSeconds(300)))).toBe('challenge-expired');
  });
});

describe('What leaves the server', () => {
  it('does not show the number inside a challenge, and two of the same look unlike', () => {
    const [one, two] = [
      sealChallenge(keys, challenge, randomBytes),
      sealChallenge(keys, challenge, randomBytes),
    ];
    expect(one).not.toBe(two);
    for (const token of [one, two])
      expect(Buffer.from(token, 'base64url').toString('latin1')).not.toContain('1990000');
  });

  it('knows a number by a digest that only the secret can make', () => {
    expect(keys.digestOf('19900001009')).toBe(deriveCodeKeys(CODE_SECRET).digestOf('19900001009'));
    expect(keys.digestOf('19900001009')).not.toBe(otherKeys.digestOf('19900001009'));
    expect(keys.digestOf('19900001009')).not.toBe(keys.digestOf('19900001008'));
  });
});
