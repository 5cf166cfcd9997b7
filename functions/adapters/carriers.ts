import * as z from 'zod';
import { type Itinerary, itinerarySchema } from '../../domain/itinerary/stay.ts';
import { CircuitBreaker } from './circuit-breaker.ts';

/** A carrier that does not answer within this is down for this person: he stands at a gate. */
const TIMEOUT_MS = 2_500;

/** Where a number's code comes from: a carrier's challenge, or why there is none. */
export type CodeSent =
  | { carrier: string; carrierChallenge: string }
  /** Every carrier answered, and none has this number. */
  | 'unknown'
  /** None sent a code, and at least one did not answer. */
  | 'unavailable';

/** A number's itinerary, or why there is none. */
export type CarrierAnswer = Itinerary | 'wrong-code' | 'expired' | 'unavailable';

/** The three carriers behind one port. No number, code or stay is logged, and none is part of a URL. */
export interface Carriers {
  /**
   * Asks all carriers at once to send a code: numbers are ported, so a prefix does not tell the carrier, and only the
   * one that has the number sends an SMS.
   * @param requestId makes the call repeatable: the carrier sends one SMS for it
   */
  sendCode(phoneNumber: string, requestId: string): Promise<CodeSent>;
  /** Proves the code and reads the stays of the last days. */
  readItinerary(carrier: string, carrierChallenge: string, code: string): Promise<CarrierAnswer>;
}

const sentSchema = z.object({ challengeId: z.string().min(1).max(200) });

/**
 * @param urls base URL of each carrier's gateway
 * @param monotonicMs a clock that only goes forward, for the breakers
 */
export function carriersAt(urls: Readonly<Record<string, string>>, monotonicMs: () => number): Carriers {
  const gateways = new Map(
    Object.entries(urls).map(([carrier, url]) => [
      carrier,
      { url, breaker: new CircuitBreaker(monotonicMs) },
    ]),
  );

  /** One call through the carrier's breaker; a status outside `expected`, a malformed or a late answer is a failure. */
  async function call(carrier: string, path: string, body: object, expected: readonly number[]) {
    const gateway = gateways.get(carrier);
    if (!gateway) throw new RangeError('no such carrier');
    return gateway.breaker.run(async () => {
      const response = await fetch(`${gateway.url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const answer = (await response.json()) as unknown;
      if (!expected.includes(response.status)) throw new Error('unexpected status');
      return { status: response.status, answer };
    });
  }

  return {
    async sendCode(number, requestId) {
      const asked = [...gateways.keys()].map(async (carrier): Promise<CodeSent> => {
        const { status, answer } = await call(carrier, '/v1/codes', { number, requestId }, [202, 404]);
        return status === 404
          ? 'unknown'
          : { carrier, carrierChallenge: sentSchema.parse(answer).challengeId };
      });
      const owner = await firstOwner(asked);
      if (owner) return owner;
      const outcomes = await Promise.allSettled(asked);
      return outcomes.every((outcome) => outcome.status === 'fulfilled') ? 'unknown' : 'unavailable';
    },

    async readItinerary(carrier, challengeId, code) {
      try {
        const { status, answer } = await call(
          carrier,
          '/v1/itineraries',
          { challengeId, code },
          [200, 403, 410],
        );
        if (status === 403) return 'wrong-code';
        if (status === 410) return 'expired';
        return itinerarySchema.parse(answer);
      } catch {
        // Down, late, open circuit or malformed: for the verdict all mean that no carrier answered.
        return 'unavailable';
      }
    },
  };
}

/** The first carrier that has the number; undefined when all have answered or failed and none has it. */
async function firstOwner(asked: readonly Promise<CodeSent>[]): Promise<CodeSent | undefined> {
  const owners = asked.map(async (answer) => {
    const sent = await answer;
    if (typeof sent === 'string') throw new Error('not the owner');
    return sent;
  });
  return Promise.any(owners).catch(() => undefined);
}
