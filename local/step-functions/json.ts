import { StateError } from './errors.ts';

export type Json = null | boolean | number | string | Json[] | JsonObject;
export type JsonObject = { [key: string]: Json };

/** Largest payload of a task, a state or an execution, in bytes of UTF-8 (Step Functions quota: 256 KiB). */
export const MAX_PAYLOAD_BYTES = 262_144;

/** Parses JSON text that this engine wrote itself. */
export function parseJson(text: string): Json {
  return JSON.parse(text) as Json;
}

export function isTooLarge(text: string): boolean {
  // A UTF-16 unit is at most 3 bytes of UTF-8: short texts need no counting.
  return text.length * 3 > MAX_PAYLOAD_BYTES && Buffer.byteLength(text) > MAX_PAYLOAD_BYTES;
}

/**
 * JSON text of a value that goes on to a task or the next state.
 * @throws StateError `States.DataLimitExceeded` over 256 KiB
 */
export function payloadText(value: Json, what: string): string {
  const text = JSON.stringify(value);
  if (isTooLarge(text)) {
    throw new StateError(
      'States.DataLimitExceeded',
      `The ${what} is larger than ${MAX_PAYLOAD_BYTES} bytes.`,
    );
  }
  return text;
}
