import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import {
  applicationCalls,
  attachmentCalls,
  auditCalls,
  gateCalls,
  noticeCalls,
  offerCalls,
  policyCalls,
  profileCalls,
  registryCalls,
  reviewCalls,
  reviewTaskCalls,
  scanCalls,
  scoreboardCalls,
  venueCalls,
} from '../../contract/calls.ts';
import { type ClientOptions, createClient } from '../../contract/client.ts';
import { NetworkError, ProblemError } from '../../contract/client-errors.ts';
import { operation, operationIds, operations } from '../../contract/routes.ts';

interface Received {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}
type Answer = (response: ServerResponse, attempt: number) => void;

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
});

/** A real server that keeps what it gets. */
async function serve(answer: Answer): Promise<{ received: Received[]; baseUrl: string }> {
  const received: Received[] = [];
  server = createServer(async (request, response) => {
    const body = await text(request);
    received.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
    answer(response, received.length);
  });
  const listening = server;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  return { received, baseUrl: `http://127.0.0.1:${(listening.address() as AddressInfo).port}` };
}

function json(response: ServerResponse, status: number, value: unknown, type = 'application/json'): void {
  response.writeHead(status, { 'content-type': type });
  response.end(JSON.stringify(value));
}
const ok: Answer = (response) => json(response, 200, { answer: 1 });

function clientOf(baseUrl: string, own: Partial<ClientOptions> = {}) {
  let keys = 0;
  return createClient(operations, {
    baseUrl,
    fetch,
    token: async () => 'token-1',
    language: () => 'zh',
    newKey: () => `key-of-call-${++keys}`,
    ...own,
  });
}

const problem = {
  type: 'urn:fugong:problem:invalid-input',
  title: 'Invalid',
  status: 400,
  detail: '填写的内容有误',
  code: 'invalid-input',
  fields: [{ path: 'uscc', reason: 'check-digit', message: '校验码不正确' }],
  correlationId: 'request-1',
};

describe('a call', () => {
  it('goes to the path of its operation, with its parameters, query and body', async () => {
    const { received, baseUrl } = await serve(ok);
    const client = clientOf(baseUrl);
    await client.getApplication({ params: { applicationId: 'A/1?x=&2' } });
    await client.listReviewTasks({ query: { limit: 5, cursor: 'a_b' } });
    await client.decideReview({
      params: { applicationId: 'A1' },
      body: { version: 3, verdict: { outcome: 'approve' } },
    });
    expect(received.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET /api/applications/A%2F1%3Fx%3D%262',
      'GET /api/reviews?limit=5&cursor=a_b',
      'POST /api/reviews/A1/decision',
    ]);
    expect(JSON.parse(received[2]?.body ?? '')).toEqual({ version: 3, verdict: { outcome: 'approve' } });
    expect(received[2]?.headers['content-type']).toBe('application/json');
    expect(received[0]?.headers).not.toHaveProperty('content-type');
  });

  it('needs no argument where nothing is to be said, and leaves out what is undefined', async () => {
    const { received, baseUrl } = await serve(ok);
    const client = clientOf(baseUrl);
    await client.listVenues();
    await client.listVenues({ query: { cursor: undefined, limit: undefined } });
    expect(received.map(({ url }) => url)).toEqual(['/api/venues', '/api/venues']);
  });

  it('resolves to what the API answers', async () => {
    const { baseUrl } = await serve(ok);
    expect(await clientOf(baseUrl).getScoreboard()).toEqual({ answer: 1 });
  });

  it('carries the token where somebody is signed in, and the language', async () => {
    const { received, baseUrl } = await serve(ok);
    await clientOf(baseUrl).listPolicies();
    await clientOf(baseUrl, { token: async () => undefined, language: () => 'en' }).listPolicies();
    const sent = received.map(({ headers }) => [headers.authorization, headers['accept-language']]);
    expect(sent).toEqual([
      ['Bearer token-1', 'zh-CN'],
      [undefined, 'en'],
    ]);
  });

  it('carries a fresh key when it changes something, the given one when it is a repeat, and none when it reads', async () => {
    const { received, baseUrl } = await serve(ok);
    const client = clientOf(baseUrl);
    const input = { params: { applicationId: 'A1' }, body: { version: 1 } };
    await client.claimReview(input);
    await client.claimReview(input);
    await client.claimReview(input, { idempotencyKey: 'given-key-1' });
    await client.verifyPass({ body: { pass: 'p'.repeat(30) } });
    expect(received.map(({ headers }) => headers['idempotency-key'])).toEqual([
      'key-of-call-1',
      'key-of-call-2',
      'given-key-1',
      undefined,
    ]);
  });
});

describe('a problem', () => {
  it('says code, status, fields, words and correlation id, and is not tried again', async () => {
    const { received, baseUrl } = await serve((response) =>
      json(response, 400, problem, 'application/problem+json; charset=utf-8'),
    );
    const error: unknown = await clientOf(baseUrl)
      .listPolicies()
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ProblemError);
    const { code, status, fields, detail, correlationId } = problem;
    expect(error).toMatchObject({ code, status, fields, detail, correlationId });
    expect(received).toHaveLength(1);
  });

  it.each([
    [401, 'sign-in-required'],
    [403, 'role-not-allowed'],
    [404, 'operation-not-found'],
    [429, 'too-many-requests'],
    [503, 'temporarily-unavailable'],
    [500, 'internal-error'],
    [418, 'internal-error'],
  ])('is made of status %i when the gateway answers in its own words', async (status, code) => {
    const { baseUrl } = await serve((response) => json(response, status, { message: 'Unauthorized' }));
    await expect(clientOf(baseUrl).listPolicies()).rejects.toMatchObject({
      code,
      status,
      detail: '',
      fields: [],
    });
  });
});

describe('a lost answer', () => {
  it('is asked for once more with the same key, so that the call has the effect of one', async () => {
    const { received, baseUrl } = await serve((response, attempt) => {
      if (attempt === 1) response.destroy();
      else json(response, 200, { answer: attempt });
    });
    const answer = await clientOf(baseUrl).releaseReview({
      params: { applicationId: 'A1' },
      body: { version: 1 },
    });
    expect(answer).toEqual({ answer: 2 });
    expect(received.map(({ headers }) => headers['idempotency-key'])).toEqual([
      'key-of-call-1',
      'key-of-call-1',
    ]);
    expect(received[0]?.body).toBe(received[1]?.body);
  });

  it('is an error of its own kind when it stays away', async () => {
    const { received, baseUrl } = await serve((response) => response.destroy());
    await expect(clientOf(baseUrl).listPolicies()).rejects.toBeInstanceOf(NetworkError);
    expect(received).toHaveLength(2);
  });

  it('counts as lost when it is cut short', async () => {
    const { baseUrl } = await serve((response, attempt) => {
      if (attempt > 1) return json(response, 200, { answer: attempt });
      response.writeHead(200, { 'content-type': 'application/json' });
      return response.end('{"answer":');
    });
    expect(await clientOf(baseUrl).listPolicies()).toEqual({ answer: 2 });
  });

  it('is not asked for again once the caller has given up', async () => {
    const leaving = new AbortController();
    const { received, baseUrl } = await serve(() => leaving.abort(new Error('page left')));
    await expect(clientOf(baseUrl).listPolicies({}, { signal: leaving.signal })).rejects.toThrow('page left');
    expect(received).toHaveLength(1);
  });
});

describe('the tables of calls', () => {
  const tables = {
    ...applicationCalls,
    ...profileCalls,
    ...offerCalls,
    ...attachmentCalls,
    ...reviewCalls,
    ...reviewTaskCalls,
    ...registryCalls,
    ...scanCalls,
    ...gateCalls,
    ...policyCalls,
    ...venueCalls,
    ...scoreboardCalls,
    ...auditCalls,
    ...noticeCalls,
  };

  it('hold every operation of the contract with its method and path, and nothing heavy', () => {
    expect(Object.keys(tables).sort()).toEqual([...operationIds].sort());
    for (const id of operationIds) {
      const { method, path, mutates } = operation(id);
      expect(tables[id]).toEqual({ method, path, mutates });
    }
  });

  it('give a client with just their operations', () => {
    const client = createClient(scanCalls, {
      baseUrl: '',
      fetch,
      token: async () => undefined,
      language: () => 'zh',
      newKey: () => 'key-12345',
    });
    expect(Object.keys(client)).toEqual(['requestItinerary', 'recordScan']);
  });
});
