/** Crockford's base 32: no I, L, O, U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A new venue's id: 10 random characters, short for the QR code. @param randomBytes a source of random bytes */
export function newVenueId(randomBytes: (count: number) => Uint8Array): string {
  return Array.from(randomBytes(10), (byte) => ALPHABET.charAt(byte % ALPHABET.length)).join('');
}
