import { beforeAll, describe, expect, it } from 'vitest';
import { type Event, route, served } from './served-api.ts';

const echo = (event: Event) => ({ payload: event });

describe('the routes of an HTTP API', () => {
  let url: string;
  beforeAll(async () => {
    url = await served(
      [
        route('GET /api/notes/{noteId}'),
        route('GET /api/notes/latest'),
        route('ANY /api/notes/{noteId}'),
        route('GET /api/files/{path+}'),
        route('POST /api/notes'),
      ],
      echo,
    );
  });

  const matched = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(url + path, init);
    return { status: response.status, event: (await response.json()) as Event & { message?: string } };
  };

  it('prefer the literal to the parameter and the method to ANY', async () => {
    expect((await matched('/api/notes/latest')).event.routeKey).toBe('GET /api/notes/latest');
    expect((await matched('/api/notes/7')).event.routeKey).toBe('GET /api/notes/{noteId}');
    expect((await matched('/api/notes/7', { method: 'PATCH' })).event.routeKey).toBe(
      'ANY /api/notes/{noteId}',
    );
  });

  it('give parameters decoded, greedy ones with their slashes', async () => {
    const one = await matched('/api/notes/%E6%B8%AF%2F1');
    expect(one.event.pathParameters).toEqual({ noteId: '港/1' });
    expect((await matched('/api/files/a/b%20c')).event.pathParameters).toEqual({ path: 'a/b c' });
  });

  it('answer 404 where none fits, and 400 to a malformed path', async () => {
    for (const path of ['/', '/api/notes/', '/api/notes/1/2', '/api/files/', '/API/notes/1']) {
      expect(await matched(path)).toEqual({ status: 404, event: { message: 'Not Found' } });
    }
    expect((await matched('/api/notes', { method: 'DELETE' })).status).toBe(404);
    expect((await matched('/api/notes/%E6%B8')).status).toBe(400);
  });

  it('describe the request to the function in payload format 2.0', async () => {
    const { event } = await matched('/api/notes/7?tag=a&tag=b&q=x%20y&__proto__=z', {
      headers: { cookie: 'one=1; two=2', 'X-Zone': '410173' },
    });
    expect(event).toMatchObject({
      version: '2.0',
      rawPath: '/api/notes/7',
      rawQueryString: 'tag=a&tag=b&q=x%20y&__proto__=z',
      cookies: ['one=1', 'two=2'],
      headers: { 'x-zone': '410173', host: new URL(url).host },
      requestContext: {
        accountId: '000000000000',
        apiId: 'abc123',
        stage: '$default',
        http: { method: 'GET', path: '/api/notes/7', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1' },
        time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
      },
      isBase64Encoded: false,
    });
    expect(Object.entries(event.queryStringParameters ?? {})).toEqual([
      ['tag', 'a,b'],
      ['q', 'x y'],
      ['__proto__', 'z'],
    ]);
    expect(event.headers['cookie']).toBeUndefined();
    expect(event.body).toBeUndefined();
  });

  it('give text bodies as text and others in base64', async () => {
    const post = (body: string | Buffer<ArrayBuffer>, type: string) =>
      matched('/api/notes', { method: 'POST', body, headers: { 'content-type': type } });
    for (const type of ['application/json; charset=utf-8', 'text/csv', 'application/problem+json']) {
      expect((await post('{"港":1}', type)).event).toMatchObject({
        body: '{"港":1}',
        isBase64Encoded: false,
      });
    }
    const binary = Buffer.from([0xff, 0x00, 0xfe]);
    expect((await post(binary, 'image/png')).event).toMatchObject({ body: '/wD+', isBase64Encoded: true });
  });

  it('take bodies up to 10 MB, and answer 413 beyond', async () => {
    const post = (size: number) =>
      fetch(`${url}/api/notes`, {
        method: 'POST',
        body: 'x'.repeat(size),
        headers: { 'content-type': 'text/plain' },
      });
    expect((await post(1_000_000)).status).toBe(200);
    expect((await post(10_485_761)).status).toBe(413);
  });
});

describe('the answer of a function', () => {
  const answered = async (result: unknown) => {
    const url = await served([route('$default')], () => ({ payload: result }));
    const response = await fetch(`${url}/any/where`);
    return { response, body: await response.text() };
  };

  it('keeps status, headers, cookies and body', async () => {
    const { response, body } = await answered({
      statusCode: 201,
      headers: { 'X-Zone': 410173, 'content-type': 'application/json', connection: 'close' },
      cookies: ['a=1; Secure', 'b=2'],
      body: '{"港":1}',
    });
    expect([response.status, body]).toEqual([201, '{"港":1}']);
    expect(response.headers.get('x-zone')).toBe('410173');
    expect(response.headers.getSetCookie()).toEqual(['a=1; Secure', 'b=2']);
  });

  it('is decoded when it is in base64', async () => {
    const { body } = await answered({
      statusCode: 200,
      body: Buffer.from('港').toString('base64'),
      isBase64Encoded: true,
    });
    expect(body).toBe('港');
  });

  it('without a status code is the body itself', async () => {
    const { response, body } = await answered({ open: true });
    expect([response.status, body]).toEqual([200, '{"open":true}']);
    expect((await answered('open')).body).toBe('open');
  });

  it('with a malformed status or body is a bare 500', async () => {
    for (const malformed of [{ statusCode: 'many' }, { statusCode: 200, body: { a: 1 } }]) {
      const { response, body } = await answered(malformed);
      expect([response.status, body]).toEqual([500, '{"message":"Internal Server Error"}']);
    }
  });

  it('is a bare 500 when the function fails, and 503 when it takes too long', async () => {
    const failing = await served([route('$default')], () => ({
      functionError: 'Unhandled',
      payload: { errorType: 'TypeError', errorMessage: 'secret detail' },
    }));
    const failed = await fetch(`${failing}/x`);
    expect([failed.status, await failed.text()]).toEqual([500, '{"message":"Internal Server Error"}']);
    const slow = await served([route('$default', { timeoutMs: 50 })], () => new Promise(() => {}));
    expect((await fetch(`${slow}/x`)).status).toBe(503);
  });
});

describe('the throttle of a route', () => {
  it('lets a burst pass and then so many a second', async () => {
    const throttle = { ratePerSecond: 10, burst: 3 };
    const url = await served([route('GET /a', { throttle }), route('GET /b')], () => ({ payload: 'ok' }));
    const statuses = await Promise.all([1, 2, 3, 4, 5].map(async () => (await fetch(`${url}/a`)).status));
    expect(statuses.filter((status) => status === 200)).toHaveLength(3);
    expect(await (await fetch(`${url}/a`)).json()).toEqual({ message: 'Too Many Requests' });
    expect((await fetch(`${url}/b`)).status).toBe(200);
    await expect.poll(async () => (await fetch(`${url}/a`)).status).toBe(200);
  });
});

describe('an API with a CORS configuration', () => {
  it('answers the questions of browsers itself, and only for origins that it names', async () => {
    const cors = {
      allowOrigins: ['https://zone.example'],
      allowMethods: ['GET', 'POST'],
      allowHeaders: ['authorization'],
      exposeHeaders: [],
      maxAgeSeconds: 600,
      allowCredentials: false,
    };
    const url = await served([route('GET /a')], () => ({ payload: 'ok' }), { cors });
    const preflight = (origin: string) =>
      fetch(`${url}/a`, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'GET' } });
    const allowed = await preflight('https://zone.example');
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('access-control-allow-methods')).toBe('GET,POST');
    expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
    const simple = await fetch(`${url}/a`, { headers: { origin: 'https://zone.example' } });
    expect(simple.headers.get('access-control-allow-origin')).toBe('https://zone.example');
  });
});
