import { createCipheriv, createDecipheriv } from 'node:crypto';
import * as z from 'zod';
import { phoneNumberSchema, venueNameSchema } from '../../contract/tokens.ts';
import { DomainError } from '../../domain/errors.ts';
import { instantSchema } from '../../domain/time.ts';
import type { CodeKeys } from './code-keys.ts';

/** How long a challenge can be answered, and its pass renewed; as long as the carriers accept a code. */
export const CHALLENGE_SECONDS = 300;

const IV_BYTES = 12;
const TAG_BYTES = 16;
/** Every challenge is this long, so that its length does not tell whether a carrier knows the number. */
const CONTENT_BYTES = 768;

const challengeSchema = z.object({
  scanId: z.string(),
  venue: venueNameSchema,
  phoneNumber: phoneNumberSchema,
  /** Which carrier sent a code under which id; `unknown`: no carrier has the number; `unavailable`: one did not answer. */
  carrier: z.string(),
  carrierChallenge: z.string(),
  expiresAt: instantSchema,
});
/** What a scan needs to go on, carried by the phone itself: nothing is stored before the verdict. */
export type Challenge = z.infer<typeof challengeSchema>;

/**
 * Seals a challenge with AES-256-GCM, so that the phone can neither read nor change it.
 * @param randomBytes a source of random bytes, safe for secrets
 */
export function sealChallenge(
  keys: CodeKeys,
  challenge: Challenge,
  randomBytes: (count: number) => Buffer,
): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keys.sealingKey, iv);
  const content = Buffer.from(JSON.stringify(challenge));
  const padding = Buffer.alloc(Math.max(0, CONTENT_BYTES - content.length), ' ');
  const sealed = Buffer.concat([iv, cipher.update(content), cipher.update(padding), cipher.final()]);
  return Buffer.concat([sealed, cipher.getAuthTag()]).toString('base64url');
}

/** @throws DomainError `challenge-invalid`, `challenge-expired` */
export function openChallenge(keys: CodeKeys, token: string, now: Date): Challenge {
  const challenge = challengeSchema.safeParse(unseal(keys, token));
  if (!challenge.success) throw new DomainError('challenge-invalid');
  if (Date.parse(challenge.data.expiresAt) <= now.getTime()) throw new DomainError('challenge-expired');
  return challenge.data;
}

function unseal(keys: CodeKeys, token: string): unknown {
  const bytes = Buffer.from(token, 'base64url');
  // Base64url has several spellings of the last bits; only the one that was issued counts.
  if (bytes.length <= IV_BYTES + TAG_BYTES || bytes.toString('base64url') !== token) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', keys.sealingKey, bytes.subarray(0, IV_BYTES));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    const text = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]);
    return JSON.parse(text.toString('utf8')) as unknown;
  } catch {
    // Whatever does not open with our key was not sealed with it.
    return undefined;
  }
}
