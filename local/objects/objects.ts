import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Permissions } from '../gateway/permissions.ts';
import type { BucketView } from '../template/views.ts';
import { checkSignature } from './signature.ts';
import { type StoredVersion, VersionedBucket } from './versioned-bucket.ts';

/** Who may sign requests: the functions of the template, each with its own secret and its role's permissions. */
export type Signer = (keyId: string) => { secret: string; permissions: Permissions } | undefined;

export interface ObjectsOptions {
  /** Where versions are kept. */
  folder: string;
  buckets: readonly BucketView[];
  signerOf: Signer;
  /** Time by which signatures run out; that of the functions that sign. */
  now: () => Date;
}

/** The versioned buckets, behind S3's own protocol in path style: `<path>/<bucket>/<key>`. */
export interface Objects {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Writes an object past signatures and permissions, as someone with the bucket's own keys could. */
  put(bucketName: string, key: string, content: Buffer): Promise<void>;
  close(): void;
}

/** Where the front serves them, on the site's own origin: a browser needs no other port. */
export const OBJECTS_PATH = '/local/s3';

/** S3 takes 5 GB in one request; nothing here is larger than an attachment. */
const MAX_BYTES = 64 * 1024 * 1024;

interface Asked {
  bucketArn: string;
  bucket: VersionedBucket;
  key: string;
  query: URLSearchParams;
  headers: Record<string, string | undefined>;
}

interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: Buffer;
}

/** Opens the versioned buckets of the template. What no function asks for today is answered `NotImplemented`. */
export function openObjects({ folder, buckets, signerOf, now }: ObjectsOptions): Objects {
  const opened = new Map(
    buckets
      .filter(({ versioned }) => versioned)
      .map(({ name, arn }) => [name, { arn, bucket: new VersionedBucket(join(folder, name)) }]),
  );
  /** Keys that are being written: of two at once that must be new, S3 refuses one. */
  const writing = new Set<string>();

  async function answer(request: IncomingMessage): Promise<Answer> {
    const [path = '', search = ''] = (request.url ?? '').split('?');
    const [name = '', ...rest] = path.slice(OBJECTS_PATH.length + 1).split('/');
    const found = opened.get(name);
    if (!found) return refusal(404, 'NoSuchBucket');
    const query = new URLSearchParams(search);
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([header, value]) => [
        header,
        Array.isArray(value) ? value.join(',') : value,
      ]),
    );
    const method = request.method ?? 'GET';
    const checked = checkSignature(
      { method, path, query, headers },
      (keyId) => signerOf(keyId)?.secret,
      now(),
    );
    if ('refused' in checked) return refusal(403, checked.refused);
    const key = decodeURIComponent(rest.join('/'));
    const asked: Asked = { bucketArn: found.arn, bucket: found.bucket, key, query, headers };
    const allowed = actionsOf(method, query, headers).every((action) =>
      signerOf(checked.keyId)?.permissions.allows(`s3:${action}`, `${found.arn}/${key}`),
    );
    if (!allowed) return refusal(403, 'AccessDenied');
    if (method === 'PUT') return put(asked, request);
    if (method === 'GET' || method === 'HEAD') return get(asked, method);
    // Tags serve the lifecycle of the cloud, which does not run here.
    if (method === 'DELETE' && query.has('tagging')) return { status: 204 };
    return refusal(501, 'NotImplemented');
  }

  async function put({ bucketArn, bucket, key, headers }: Asked, request: IncomingMessage): Promise<Answer> {
    if (Number(headers['content-length'] ?? Number.NaN) > MAX_BYTES) return refusal(400, 'EntityTooLarge');
    const place = `${bucketArn}/${key}`;
    const mustBeNew = headers['if-none-match'] === '*';
    if (mustBeNew && writing.has(place)) return refusal(409, 'ConditionalRequestConflict');
    writing.add(place);
    try {
      const body = await buffer(request);
      if (mustBeNew && bucket.find(key)) return refusal(412, 'PreconditionFailed');
      const stated = headers['x-amz-checksum-sha256'];
      if (stated !== undefined && stated !== VersionedBucket.checksumOf(body))
        return refusal(400, 'BadDigest');
      const stored = await bucket.put(key, body, {
        contentType: headers['content-type'] ?? 'application/octet-stream',
        contentDisposition: headers['content-disposition'],
      });
      return { status: 200, headers: { 'x-amz-version-id': stored.versionId } };
    } finally {
      writing.delete(place);
    }
  }

  async function get({ bucket, key, query, headers }: Asked, method: string): Promise<Answer> {
    const stored = bucket.find(key, query.get('versionId') ?? undefined);
    if (!stored) return refusal(404, 'NoSuchKey');
    const body = method === 'GET' ? await bucket.content(stored) : Buffer.alloc(0);
    const checksum =
      headers['x-amz-checksum-mode'] === 'ENABLED' ? { 'x-amz-checksum-sha256': stored.checksum } : {};
    return { status: 200, headers: { ...headersOf(stored), ...checksum }, body };
  }

  return {
    async handle(request, response) {
      const { status, headers = {}, body = Buffer.alloc(0) } = await answer(request);
      // What was refused before it was read is not read any more.
      if (!request.complete) response.setHeader('connection', 'close');
      response.writeHead(status, { 'content-length': String(body.length), ...headers });
      response.end(request.method === 'HEAD' ? undefined : body);
    },
    async put(bucketName, key, content) {
      await opened.get(bucketName)?.bucket.put(key, content, {
        contentType: 'application/octet-stream',
        contentDisposition: undefined,
      });
    },
    close: () => {
      for (const { bucket } of opened.values()) bucket.close();
    },
  };
}

/** The actions a request needs, as IAM names them. */
function actionsOf(method: string, query: URLSearchParams, headers: Asked['headers']): string[] {
  const ofVersion = query.has('versionId');
  if (method === 'PUT') return ['PutObject', ...(headers['x-amz-tagging'] ? ['PutObjectTagging'] : [])];
  if (method === 'DELETE' && query.has('tagging'))
    return [ofVersion ? 'DeleteObjectVersionTagging' : 'DeleteObjectTagging'];
  if (method === 'DELETE') return [ofVersion ? 'DeleteObjectVersion' : 'DeleteObject'];
  return [ofVersion ? 'GetObjectVersion' : 'GetObject'];
}

function headersOf({
  bytes,
  contentType,
  contentDisposition,
  versionId,
}: StoredVersion): Record<string, string> {
  return {
    'content-type': contentType,
    'content-length': String(bytes),
    'x-amz-version-id': versionId,
    ...(contentDisposition === undefined ? {} : { 'content-disposition': contentDisposition }),
  };
}

function refusal(status: number, code: string): Answer {
  const body = Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code></Error>`);
  return { status, headers: { 'content-type': 'application/xml' }, body };
}
