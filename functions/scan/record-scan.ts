import type { scanOperations } from '../../contract/scan.ts';
import { DomainError, invalidField } from '../../domain/errors.ts';
import { maskPhoneNumber } from '../../domain/itinerary/phone-number.ts';
import { rulesInForce } from '../../domain/itinerary/rules/published.ts';
import type { Itinerary } from '../../domain/itinerary/stay.ts';
import { judge } from '../../domain/itinerary/verdict.ts';
import { toInstant } from '../../domain/time.ts';
import type { Carriers } from '../adapters/carriers.ts';
import { type Challenge, openChallenge } from '../adapters/challenge.ts';
import type { CodeKeys } from '../adapters/code-keys.ts';
import type { Scans } from '../adapters/scans.ts';
import { signPass } from '../adapters/signed-tokens.ts';
import type { Implementation } from '../http.ts';

/**
 * Proves the number, judges the itinerary and stores the verdict by one conditional write. The same challenge again
 * gives the verdict that is stored, with a fresh pass.
 */
export function recordScan(
  keys: CodeKeys,
  carriers: Carriers,
  scans: Scans,
): Implementation<typeof scanOperations.recordScan> {
  return async ({ body, now }) => {
    const challenge = openChallenge(keys, body.challenge, now);
    const itinerary = await itineraryOf(challenge, body.code, carriers);
    const { pack, risk } = rulesInForce(now);
    const scan = await scans.record({
      scanId: challenge.scanId,
      verdict: judge(itinerary, pack, risk, now),
      phoneDigest: keys.digestOf(challenge.phoneNumber),
      maskedNumber: maskPhoneNumber(challenge.phoneNumber),
      venue: challenge.venue,
      scannedAt: toInstant(now),
      mayEnter: false,
    });
    const { scanId, verdict, maskedNumber, venue, scannedAt } = scan;
    const mayEnter = scan.mayEnter || verdict.nextStep === 'enter';
    const { colour, nextStep, provisional } = verdict;
    const content = { scanId, colour, nextStep, provisional, mayEnter, maskedNumber, venue, scannedAt };
    return { scanId, maskedNumber, venue, verdict, scannedAt, mayEnter, ...signPass(keys, content, now) };
  };
}

/** The carrier's answer; undefined when none can be had, which makes the verdict provisional. */
async function itineraryOf(
  { carrier, carrierChallenge }: Challenge,
  code: string | undefined,
  carriers: Carriers,
): Promise<Itinerary | undefined> {
  if (carrier === 'unavailable') return undefined;
  if (code === undefined) throw invalidField('code', 'required');
  const answer =
    carrier === 'unknown' ? 'wrong-code' : await carriers.readItinerary(carrier, carrierChallenge, code);
  if (answer === 'wrong-code') throw new DomainError('verification-code-wrong');
  if (answer === 'expired') throw new DomainError('challenge-expired');
  return answer === 'unavailable' ? undefined : answer;
}
