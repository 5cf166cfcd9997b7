import { sign, verify } from 'node:crypto';
import { type Pass, passSchema } from '../../contract/tokens.ts';
import { DomainError } from '../../domain/errors.ts';
import { PASS_SECONDS } from '../../domain/itinerary/pass.ts';
import type { CodeKeys } from './code-keys.ts';

/** What each kind of token is signed under, so that one kind never passes for another. */
const PURPOSE = { venue: 'fugong-venue', pass: 'fugong-pass' } as const;
type Purpose = keyof typeof PURPOSE;

/** A token `kid.payload.signature`, Ed25519 over purpose, kid and payload. */
function signToken(keys: CodeKeys, purpose: Purpose, payload: string): string {
  const signature = sign(null, signedText(keys.kid, purpose, payload), keys.privateKey);
  return `${keys.kid}.${payload}.${signature.toString('base64url')}`;
}

/** @returns the payload; undefined for anything that was not signed for this purpose with this key */
function verifyToken(keys: CodeKeys, purpose: Purpose, token: string): string | undefined {
  const [kid, payload, signature, ...rest] = token.split('.');
  if (kid !== keys.kid || !payload || !signature || rest.length > 0) return undefined;
  const bytes = Buffer.from(signature, 'base64url');
  // Base64url has several spellings of the last bits; only the one that was issued counts.
  if (bytes.toString('base64url') !== signature) return undefined;
  return verify(null, signedText(kid, purpose, payload), keys.publicKey, bytes) ? payload : undefined;
}

function signedText(kid: string, purpose: Purpose, payload: string): Buffer {
  return Buffer.from(`${PURPOSE[purpose]}.${kid}.${payload}`);
}

/** The token of a venue's QR code: short, so that the code prints coarse and scans from afar. */
export function signVenueToken(keys: CodeKeys, venue: { venueId: string; epoch: number }): string {
  return signToken(keys, 'venue', `${venue.venueId}-${venue.epoch}`);
}

/** @throws DomainError `venue-token-invalid` */
export function readVenueToken(keys: CodeKeys, token: string): { venueId: string; epoch: number } {
  const [venueId, epoch] = verifyToken(keys, 'venue', token)?.split('-') ?? [];
  if (!venueId || !epoch) throw new DomainError('venue-token-invalid');
  return { venueId, epoch: Number(epoch) };
}

/** A pass (通行凭证) that lives 60 seconds from now. */
export function signPass(
  keys: CodeKeys,
  content: Omit<Pass, 'passExpiresAt'>,
  now: Date,
): { pass: string; passExpiresAt: string } {
  const passExpiresAt = new Date(now.getTime() + PASS_SECONDS * 1000).toISOString();
  const payload = Buffer.from(JSON.stringify({ ...content, passExpiresAt })).toString('base64url');
  return { pass: signToken(keys, 'pass', payload), passExpiresAt };
}

/** @throws DomainError `pass-invalid`, `pass-expired` */
export function readPass(keys: CodeKeys, token: string, now: Date): Pass {
  const payload = verifyToken(keys, 'pass', token);
  if (payload === undefined) throw new DomainError('pass-invalid');
  const pass = passSchema.parse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
  if (Date.parse(pass.passExpiresAt) <= now.getTime()) throw new DomainError('pass-expired');
  return pass;
}
