import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync } from 'node:crypto';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** The keys of enterprises' details, derived from one secret that no other function has. */
export interface ProfileKeys {
  /** An account or a name in its comparable form, as tables know it: HMAC-SHA-256, base64url; equal for equal texts. */
  digestOf(kind: 'account' | 'person', comparable: string): string;
  /** Closes details with AES-256-GCM for one enterprise: in another's row they do not open. */
  seal(details: object, uscc: string): string;
  /** @throws Error where the text was not sealed for this enterprise */
  open(sealed: string, uscc: string): unknown;
}

/**
 * @param secret at least 32 random characters
 * @param randomBytes a source of random bytes, safe for secrets
 */
export function deriveProfileKeys(secret: string, randomBytes: (count: number) => Buffer): ProfileKeys {
  const derive = (purpose: string) =>
    createSecretKey(Buffer.from(hkdfSync('sha256', secret, 'fugong', purpose, 32)));
  const sealingKey = derive('profile-seal-1');
  const digestKeys = { account: derive('account-digest-1'), person: derive('person-digest-1') };
  return {
    digestOf: (kind, comparable) =>
      createHmac('sha256', digestKeys[kind]).update(comparable).digest('base64url'),
    seal(details, uscc) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', sealingKey, iv).setAAD(Buffer.from(uscc));
      const closed = [cipher.update(JSON.stringify(details)), cipher.final()];
      return Buffer.concat([iv, ...closed, cipher.getAuthTag()]).toString('base64url');
    },
    open(sealed, uscc) {
      const bytes = Buffer.from(sealed, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', sealingKey, bytes.subarray(0, IV_BYTES));
      decipher.setAAD(Buffer.from(uscc)).setAuthTag(bytes.subarray(-TAG_BYTES));
      const opened = [decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()];
      return JSON.parse(Buffer.concat(opened).toString('utf8')) as unknown;
    },
  };
}
