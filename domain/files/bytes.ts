/** What keeps a file from being taken: it is no such file, it carries something else as well, or it unpacks too large. */
export type FileFault = 'wrong-content' | 'foreign-data' | 'unpacks-too-large';

/** The largest picture that is taken, in pixels; decoded, it fills 400 MB. */
export const MAX_PIXELS = 100_000_000;

/** Whether the bytes at a place are these, or spell this. */
export function hasAt(bytes: Uint8Array, place: number, expected: readonly number[] | string): boolean {
  const wanted = typeof expected === 'string' ? [...expected].map((one) => one.charCodeAt(0)) : expected;
  return place >= 0 && wanted.every((byte, index) => bytes[place + index] === byte);
}

/** A view to read numbers of several bytes by. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
