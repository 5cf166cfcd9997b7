import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { JWK } from 'jose';

/** The identity's keys: an RS256 key that signs tokens (HTTP APIs accept RSA only) and a key for its cookies. */
export interface IdentityKeys {
  signing: JWK;
  cookie: string;
}

/** Keys kept in a file that only its owner may read, so that tokens outlive a restart; made when missing. */
export function identityKeys(file: string): IdentityKeys {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as IdentityKeys;
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const signing: JWK = {
    ...(privateKey.export({ format: 'jwk' }) as JWK),
    kid: 'local-1',
    alg: 'RS256',
    use: 'sig',
  };
  const keys = { signing, cookie: randomBytes(32).toString('base64url') };
  writeFileSync(file, JSON.stringify(keys), { mode: 0o600 });
  return keys;
}
