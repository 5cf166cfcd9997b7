import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** Types that CloudFront compresses. */
const COMPRESSIBLE = /^(text\/|application\/(json|javascript|manifest\+json)|image\/svg)/;

export interface SiteResponse {
  statusCode: number;
  headers: Record<string, string>;
  body: Buffer;
}

interface StoredObject {
  body: Buffer;
  etag: string;
  contentType: string;
  cacheControl: string | undefined;
  encoded: Map<string, Buffer>;
}

/** Serves a bucket as CloudFront does: ETag and 304, gzip and Brotli, 403 for what is not there. */
export function bucketOrigin(bucketUrl: string) {
  const objects = new Map<string, StoredObject>();

  async function load(key: string): Promise<StoredObject | undefined> {
    const cached = objects.get(key);
    if (cached) return cached;
    const response = await fetch(`${bucketUrl}${key}`);
    if (!response.ok) return undefined;
    const object: StoredObject = {
      body: Buffer.from(await response.arrayBuffer()),
      etag: response.headers.get('etag') ?? '',
      contentType: response.headers.get('content-type') ?? 'application/octet-stream',
      cacheControl: response.headers.get('cache-control') ?? undefined,
      encoded: new Map(),
    };
    objects.set(key, object);
    return object;
  }

  return async (
    path: string,
    headers: { acceptEncoding: string; ifNoneMatch: string | undefined },
    compress: boolean,
  ): Promise<SiteResponse> => {
    const object = await load(path);
    if (!object)
      return {
        statusCode: 403,
        headers: { 'content-type': 'text/plain' },
        body: Buffer.from('AccessDenied'),
      };
    const common = {
      etag: object.etag,
      vary: 'accept-encoding',
      'content-type': object.contentType,
      ...(object.cacheControl ? { 'cache-control': object.cacheControl } : {}),
    };
    if (headers.ifNoneMatch === object.etag)
      return { statusCode: 304, headers: common, body: Buffer.alloc(0) };
    const encoding =
      compress && COMPRESSIBLE.test(object.contentType) ? preferred(headers.acceptEncoding) : undefined;
    if (!encoding) return { statusCode: 200, headers: common, body: object.body };
    const body = object.encoded.get(encoding) ?? encode(object.body, encoding);
    object.encoded.set(encoding, body);
    return { statusCode: 200, headers: { ...common, 'content-encoding': encoding }, body };
  };
}

function preferred(acceptEncoding: string): 'br' | 'gzip' | undefined {
  if (/\bbr\b/.test(acceptEncoding)) return 'br';
  return /\bgzip\b/.test(acceptEncoding) ? 'gzip' : undefined;
}

function encode(body: Buffer, encoding: 'br' | 'gzip'): Buffer {
  return encoding === 'gzip'
    ? gzipSync(body)
    : brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
}
