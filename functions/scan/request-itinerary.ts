import type { scanOperations } from '../../contract/scan.ts';
import { DomainError } from '../../domain/errors.ts';
import { maskPhoneNumber } from '../../domain/itinerary/phone-number.ts';
import type { Carriers } from '../adapters/carriers.ts';
import { CHALLENGE_SECONDS, sealChallenge } from '../adapters/challenge.ts';
import type { CodeKeys } from '../adapters/code-keys.ts';
import { readVenueToken } from '../adapters/signed-tokens.ts';
import type { Venues } from '../adapters/venues.ts';
import type { Implementation } from '../http.ts';

/**
 * Takes consent and number, and has the carrier send a code. A number that no carrier has is answered alike, so that
 * nobody can find out which numbers exist; its code will never prove right.
 */
export function requestItinerary(
  keys: CodeKeys,
  venues: Pick<Venues, 'read'>,
  carriers: Carriers,
  randomBytes: (count: number) => Buffer,
): Implementation<typeof scanOperations.requestItinerary> {
  return async ({ body, request, now }) => {
    const token = readVenueToken(keys, body.venueToken);
    const venue = await venues.read(token.venueId);
    if (venue.epoch !== token.epoch) throw new DomainError('venue-token-expired');
    const sent = await carriers.sendCode(body.phoneNumber, request.digest + request.key);
    const { carrier, carrierChallenge } =
      typeof sent === 'string' ? { carrier: sent, carrierChallenge: '' } : sent;
    const expiresAt = new Date(now.getTime() + CHALLENGE_SECONDS * 1000).toISOString();
    const shown = { venueId: venue.venueId, name: venue.name, kind: venue.kind };
    const challenge = sealChallenge(
      keys,
      {
        scanId: randomBytes(16).toString('base64url'),
        venue: shown,
        phoneNumber: body.phoneNumber,
        carrier,
        carrierChallenge,
        expiresAt,
      },
      randomBytes,
    );
    return {
      challenge,
      codeRequired: sent !== 'unavailable',
      maskedNumber: maskPhoneNumber(body.phoneNumber),
      venue: shown,
      expiresAt,
    };
  };
}
