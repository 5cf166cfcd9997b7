import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SignatureV4 } from '@smithy/signature-v4';
import { DomainError } from '../../domain/errors.ts';
import { addMilliseconds, type Instant } from '../../domain/time.ts';

/** A stored object as it stands. */
export interface ObjectHead {
  version: string;
  /** Bytes. */
  size: number;
  /** Of the content, hex, as S3 checked it when the object arrived; undefined where it was put without. */
  sha256: string | undefined;
}

/** An address to which a request was signed beforehand. */
export interface SignedAddress {
  url: string;
  expiresAt: Instant;
}

/** Objects in one versioned bucket, by the few requests of S3 that attachments need. */
export interface ObjectStore {
  /**
   * An address that takes one object under a new key: exactly these headers and this many bytes, by signature.
   * @param at when it was asked for; the same question has the same answer
   */
  uploadAddress(
    key: string,
    sent: { headers: Readonly<Record<string, string>>; size: number },
    at: Instant,
    seconds: number,
  ): Promise<SignedAddress>;
  /** An address that gives one version of an object. */
  downloadAddress(key: string, version: string, at: Instant, seconds: number): Promise<SignedAddress>;
  /** The newest version of an object; undefined where there is none. */
  head(key: string): Promise<ObjectHead | undefined>;
  /** The content of one version; undefined where there is none. */
  read(key: string, version: string): Promise<Uint8Array | undefined>;
  /** Takes the tags off a version, so that no lifecycle rule finds it. */
  untag(key: string, version: string): Promise<void>;
}

/** The hex digest of a header's base64 one. */
const toHex = (base64: string) => Buffer.from(base64, 'base64').toString('hex');
export const toBase64 = (hex: string) => Buffer.from(hex, 'hex').toString('base64');
const EMPTY_DIGEST = createHash('sha256').digest('hex');
const TRIES = 3;
const TIMEOUT_MS = 4_000;

/**
 * S3 by its own protocol, signed with the SDK's signer. `client-s3` would add three times as much to each
 * function that only asks for a head, and nothing of its middleware is needed by these five requests.
 * @param bucketUrl address of the bucket, e.g. `https://<bucket>.s3.<region>.amazonaws.com`
 * @param identity a client of the SDK, for its credentials and region
 */
export function objectStoreAt(bucketUrl: string, identity: Pick<DynamoDBClient, 'config'>): ObjectStore {
  const { credentials, region, sha256 } = identity.config;
  // S3 signs paths as they stand.
  const signer = new SignatureV4({ credentials, region, sha256, service: 's3', uriEscapePath: false });
  const base = new URL(bucketUrl);
  const requestFor = (
    method: string,
    key: string,
    headers: Record<string, string>,
    query: Record<string, string> = {},
  ) => ({
    method,
    protocol: base.protocol,
    hostname: base.hostname,
    ...(base.port ? { port: Number(base.port) } : {}),
    path: `${base.pathname.replace(/\/$/, '')}/${key}`,
    headers: { host: base.host, ...headers },
    query,
  });
  const urlOf = ({ path, query }: { path: string; query?: object | undefined }) =>
    `${base.origin}${path}?${new URLSearchParams(query as Record<string, string>)}`;

  const presign = async (
    request: ReturnType<typeof requestFor>,
    at: Instant,
    seconds: number,
  ): Promise<SignedAddress> => {
    const signed = await signer.presign(
      { ...request, headers: { ...request.headers, 'X-Amz-Content-Sha256': 'UNSIGNED-PAYLOAD' } },
      {
        signingDate: new Date(at),
        expiresIn: seconds,
        // What the sender has to say stays a header that he has to say.
        unhoistableHeaders: new Set(Object.keys(request.headers)),
      },
    );
    return { url: urlOf(signed), expiresAt: addMilliseconds(at, seconds * 1_000) };
  };

  /** Asks S3, again where the network or the service fails. @returns undefined where the object is not there */
  const ask = async (...what: Parameters<typeof requestFor>): Promise<Response | undefined> => {
    const [method, key, headers, query] = what;
    for (let attempt = 1; ; attempt += 1) {
      const signed = await signer.sign(
        requestFor(method, key, { ...headers, 'x-amz-content-sha256': EMPTY_DIGEST }, query),
      );
      const { host: _, ...sent } = signed.headers;
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const response = await fetch(urlOf(signed), { method, headers: sent, signal }).catch(() => undefined);
      if (response?.ok) return response;
      // Without the right to list a bucket, S3 says of what is not there that it is forbidden.
      if (response && [403, 404, 405].includes(response.status)) return undefined;
      if (attempt === TRIES) throw new DomainError('temporarily-unavailable');
      await pause(50 * attempt);
    }
  };

  return {
    uploadAddress: (key, { headers, size }, at, seconds) =>
      presign(requestFor('PUT', key, { ...headers, 'content-length': String(size) }), at, seconds),
    downloadAddress: (key, versionId, at, seconds) =>
      presign(requestFor('GET', key, {}, { versionId }), at, seconds),
    async head(key) {
      const answer = await ask('HEAD', key, { 'x-amz-checksum-mode': 'ENABLED' });
      if (!answer) return undefined;
      const checksum = answer.headers.get('x-amz-checksum-sha256');
      return {
        version: answer.headers.get('x-amz-version-id') ?? '',
        size: Number(answer.headers.get('content-length')),
        sha256: checksum === null ? undefined : toHex(checksum),
      };
    },
    async read(key, versionId) {
      const answer = await ask('GET', key, {}, { versionId });
      return answer && new Uint8Array(await answer.arrayBuffer());
    },
    async untag(key, versionId) {
      // Gone already is without tags as well.
      await ask('DELETE', key, {}, { tagging: '', versionId });
    },
  };
}
