import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  hkdfSync,
  type KeyObject,
} from 'node:crypto';

/** DER of a PKCS #8 Ed25519 private key up to its 32-byte seed (RFC 8410, 7). */
const PKCS8_ED25519_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The keys of the itinerary codes, all derived from one secret, each for one purpose. */
export interface CodeKeys {
  /** Names this generation of keys in the tokens. */
  kid: string;
  privateKey: KeyObject;
  publicKey: KeyObject;
  /** AES-256 key that seals challenges. */
  sealingKey: KeyObject;
  /** A number as the tables know it: HMAC-SHA-256, base64url; not to be reversed by trying all numbers without the key. */
  digestOf(phoneNumber: string): string;
}

/** @param secret at least 32 random characters */
export function deriveCodeKeys(secret: string): CodeKeys {
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', secret, 'fugong', purpose, 32));
  const seed = derive('ed25519-seed-1');
  const privateKey = createPrivateKey({
    key: Buffer.concat([PKCS8_ED25519_PREFIX, seed]),
    format: 'der',
    type: 'pkcs8',
  });
  // Key objects: Node takes tens of microseconds a call to find out that a buffer is none.
  const digestKey = createSecretKey(derive('phone-digest-1'));
  return {
    kid: '1',
    privateKey,
    publicKey: createPublicKey(privateKey),
    sealingKey: createSecretKey(derive('challenge-seal-1')),
    digestOf: (phoneNumber) => createHmac('sha256', digestKey).update(phoneNumber).digest('base64url'),
  };
}
