import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** A request as its signature covers it. */
export interface SignedRequest {
  method: string;
  /** As it was sent, still encoded. */
  path: string;
  query: URLSearchParams;
  /** Lower-case names. */
  headers: Readonly<Record<string, string | undefined>>;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';
/** How far a signature's time may be from the clock's, as S3 allows. */
const SKEW_MS = 15 * 60_000;

/** What a signature says of itself, in the query of a signed address or in the header of a signed request. */
interface Stated {
  keyId: string;
  scope: string[];
  time: string;
  signedHeaders: string[];
  signature: string;
  /** Seconds for which an address serves; undefined for a request signed in its header. */
  expires: number | undefined;
}

/**
 * Checks a Signature Version 4 of S3, by the description in its API reference ("Authenticating Requests: Using Query
 * Parameters", "Using the Authorization Header").
 * @param secretOf the secret of an access key
 * @returns the access key that signed, or the code of S3's refusal
 */
export function checkSignature(
  request: SignedRequest,
  secretOf: (keyId: string) => string | undefined,
  now: Date,
): { keyId: string } | { refused: 'AccessDenied' | 'InvalidAccessKeyId' | 'SignatureDoesNotMatch' } {
  const stated = fromQuery(request.query) ?? fromHeader(request.headers);
  if (!stated) return { refused: 'AccessDenied' };
  const secret = secretOf(stated.keyId);
  if (secret === undefined) return { refused: 'InvalidAccessKeyId' };
  if (!isInTime(stated, now)) return { refused: 'AccessDenied' };
  // What would change the meaning of a request has to be signed.
  const mustSign = Object.keys(request.headers).filter(
    (name) => name === 'host' || (name.startsWith('x-amz-') && name !== 'x-amz-content-sha256'),
  );
  if (!mustSign.every((name) => stated.signedHeaders.includes(name))) return { refused: 'AccessDenied' };
  const expected = signatureOf(request, stated, secret);
  const given = Buffer.from(stated.signature, 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected)
    ? { keyId: stated.keyId }
    : { refused: 'SignatureDoesNotMatch' };
}

function fromQuery(query: URLSearchParams): Stated | undefined {
  if (query.get('X-Amz-Algorithm') !== ALGORITHM) return undefined;
  const [keyId = '', ...scope] = (query.get('X-Amz-Credential') ?? '').split('/');
  return {
    keyId,
    scope,
    time: query.get('X-Amz-Date') ?? '',
    signedHeaders: (query.get('X-Amz-SignedHeaders') ?? '').split(';'),
    signature: query.get('X-Amz-Signature') ?? '',
    expires: Number(query.get('X-Amz-Expires')),
  };
}

function fromHeader(headers: SignedRequest['headers']): Stated | undefined {
  const found = /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]+)$/.exec(
    headers['authorization'] ?? '',
  );
  if (!found) return undefined;
  const [, credential = '', signedHeaders = '', signature = ''] = found;
  const [keyId = '', ...scope] = credential.split('/');
  const time = headers['x-amz-date'] ?? '';
  return { keyId, scope, time, signedHeaders: signedHeaders.split(';'), signature, expires: undefined };
}

function isInTime({ time, expires }: Stated, now: Date): boolean {
  const signedAt = Date.parse(
    time.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'),
  );
  const age = now.getTime() - signedAt;
  return age >= -SKEW_MS && age < (expires === undefined ? SKEW_MS : expires * 1_000);
}

function signatureOf(
  { method, path, query, headers }: SignedRequest,
  stated: Stated,
  secret: string,
): Buffer {
  const { scope, time, signedHeaders, expires } = stated;
  const canonicalQuery = [...query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort()
    .join('&');
  const canonicalHeaders = signedHeaders.map(
    (name) => `${name}:${(headers[name] ?? '').trim().replace(/ +/g, ' ')}\n`,
  );
  const payload = expires === undefined ? headers['x-amz-content-sha256'] : 'UNSIGNED-PAYLOAD';
  const canonical = [
    method,
    path,
    canonicalQuery,
    canonicalHeaders.join(''),
    signedHeaders.join(';'),
    payload,
  ].join('\n');
  const text = [ALGORITHM, time, scope.join('/'), createHash('sha256').update(canonical).digest('hex')].join(
    '\n',
  );
  const key = scope.reduce<Buffer>((above, part) => hmac(above, part), Buffer.from(`AWS4${secret}`));
  return hmac(key, text);
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

/** URI encoding as AWS wants it: all but RFC 3986's unreserved characters. */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
