import { scanCalls } from '../../contract/calls.ts';
import { createClient } from '../../contract/client.ts';
import { NetworkError, ProblemError } from '../../contract/client-errors.ts';
import type { RequestOf, ResponseOf } from '../../contract/routes.ts';
import { currentLanguage } from '../ui/language.ts';

export type Challenge = ResponseOf<'requestItinerary'>;
/** A scan's answer, and when this page received it (milliseconds of `performance.now()`). */
export type Scan = ResponseOf<'recordScan'> & { receivedAt: number };

const client = createClient(scanCalls, {
  baseUrl: '',
  fetch: (input, init) => fetch(input, init),
  token: async () => undefined,
  language: currentLanguage,
  newKey: () => crypto.randomUUID(),
});

/** Asks the carrier to send a code to a number. */
export function requestItinerary(body: RequestOf<'requestItinerary'>['body']): Promise<Challenge> {
  return client.requestItinerary({ body });
}

/** Gets the verdict; called again with the same challenge it gives the same verdict with a fresh pass. */
export async function recordScan(challenge: string, code: string | undefined): Promise<Scan> {
  const scan = await client.recordScan({ body: code === undefined ? { challenge } : { challenge, code } });
  return { ...scan, receivedAt: performance.now() };
}

/** What a page shows of a failed request: the API's words, or nothing but that the network is gone. */
export interface Failure {
  code?: string;
  detail?: string;
  fields: readonly { path: string; message: string }[];
  correlationId?: string;
}

/** @throws what is neither the API's refusal nor the network's failure: a fault of the page */
export function failureOf(error: unknown): Failure {
  if (error instanceof ProblemError) {
    const { code, detail, fields, correlationId } = error;
    return { code, detail, fields, ...(correlationId ? { correlationId } : {}) };
  }
  if (error instanceof NetworkError) return { fields: [] };
  throw error;
}
