import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { objectStoreAt } from '../../functions/adapters/object-store.ts';
import { compilePermissions } from '../../local/gateway/permissions.ts';
import { OBJECTS_PATH, type Objects, openObjects } from '../../local/objects/objects.ts';
import { checkSignature } from '../../local/objects/signature.ts';
import { temporaryFolders } from './temporary-folders.ts';

describe('A signature of S3', () => {
  // The example of "Authenticating Requests: Using Query Parameters" in S3's API reference.
  const keyId = 'AKIAIOSFODNN7EXAMPLE';
  const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
  const query = new URLSearchParams({
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': `${keyId}/20130524/us-east-1/s3/aws4_request`,
    'X-Amz-Date': '20130524T000000Z',
    'X-Amz-Expires': '86400',
    'X-Amz-SignedHeaders': 'host',
    'X-Amz-Signature': 'aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
  });
  const request = {
    method: 'GET',
    path: '/test.txt',
    query,
    headers: { host: 'examplebucket.s3.amazonaws.com' },
  };
  const check = (change: object, now = '2013-05-24T12:00:00.000Z') =>
    checkSignature({ ...request, ...change }, (id) => (id === keyId ? secret : undefined), new Date(now));

  it('is refused when the time is over, a header that changes the meaning is not signed, or anything else differs', () => {
    expect(check({}, '2013-05-25T00:00:00.000Z')).toEqual({ refused: 'AccessDenied' });
    expect(check({ headers: { ...request.headers, 'x-amz-tagging': 'state=kept' } })).toEqual({
      refused: 'AccessDenied',
    });
    expect(check({ path: '/other.txt' })).toEqual({ refused: 'SignatureDoesNotMatch' });
    expect(check({ query: new URLSearchParams() })).toEqual({ refused: 'AccessDenied' });
    const foreign = new URLSearchParams(query);
    foreign.set('X-Amz-Credential', 'AKIAOTHER/20130524/us-east-1/s3/aws4_request');
    expect(check({ query: foreign })).toEqual({ refused: 'InvalidAccessKeyId' });
  });

  it('signed as the reference shows is accepted', () => {
    expect(check({})).toEqual({ keyId });
  });
});

describe('The versioned buckets', () => {
  const folder = temporaryFolders()();
  const arn = 'arn:aws:s3:::kept';
  const rule = (actions: string[]) =>
    compilePermissions([
      {
        sid: undefined,
        effect: 'Allow',
        actions: actions.map((action) => `s3:${action}`),
        notActions: [],
        resources: [`${arn}/*`],
        notResources: [],
        conditions: {},
      },
    ]);
  const signers = new Map([
    ['writer', { secret: 'a', permissions: rule(['PutObject', 'GetObject', 'GetObjectVersion']) }],
    ['reader', { secret: 'b', permissions: rule(['GetObject']) }],
  ]);
  let objects: Objects;
  let server: Server;
  const open = () => {
    objects = openObjects({
      folder,
      buckets: [{ id: 'test/kept', name: 'kept', arn, domainNames: [], versioned: true, cors: [] }],
      signerOf: (keyId) => signers.get(keyId),
      now: () => new Date(),
    });
  };
  beforeAll(async () => {
    open();
    server = createServer((request, response) => void objects.handle(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
    objects.close();
  });
  const storeOf = (accessKeyId: string) => {
    const secretAccessKey = signers.get(accessKeyId)?.secret ?? '';
    const identity = new DynamoDBClient({
      region: 'us-east-1',
      credentials: { accessKeyId, secretAccessKey },
    });
    const { port } = server.address() as AddressInfo;
    return objectStoreAt(`http://127.0.0.1:${port}${OBJECTS_PATH}/kept`, identity);
  };
  const put = async (accessKeyId: string, key: string, content: string) => {
    const sent = { headers: { 'content-type': 'text/plain' }, size: content.length };
    const { url } = await storeOf(accessKeyId).uploadAddress(key, sent, new Date().toISOString(), 60);
    return (await fetch(url, { method: 'PUT', headers: sent.headers, body: content })).status;
  };

  it('keep each version, name the newest, and find both again after a restart', async () => {
    expect([await put('writer', 'a', 'one'), await put('writer', 'a', 'twos')]).toEqual([200, 200]);
    const store = storeOf('writer');
    const newest = await store.head('a');
    expect(newest).toMatchObject({ size: 4, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    objects.close();
    open();
    expect(await store.head('a')).toEqual(newest);
    const content = await store.read('a', newest?.version ?? '');
    expect(Buffer.from(content ?? []).toString()).toBe('twos');
  });

  it('let an address do no more than the role of whoever signed it', async () => {
    expect(await put('reader', 'b', 'one')).toBe(403);
    expect(await storeOf('reader').head('b')).toBeUndefined();
    await put('writer', 'c', 'one');
    const { version = '' } = (await storeOf('reader').head('c')) ?? {};
    expect(version).not.toBe('');
    // To read a version is a right of its own.
    expect(await storeOf('reader').read('c', version)).toBeUndefined();
  });
});
