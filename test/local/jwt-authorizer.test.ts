import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { listening, route, served } from './served-api.ts';

const { privateKey, publicKey } = await generateKeyPair('RS256');
const stranger = await generateKeyPair('RS256');
const elliptic = await generateKeyPair('ES256');
let issuer: string;
let keyRequests = 0;

beforeAll(async () => {
  const keys = [
    { ...(await exportJWK(publicKey)), kid: 'main', alg: 'RS256', use: 'sig' },
    { ...(await exportJWK(elliptic.publicKey)), kid: 'elliptic', alg: 'ES256', use: 'sig' },
  ];
  issuer = await listening(
    createServer((request, response) => {
      if (request.url === '/jwks') keyRequests += 1;
      const answer = request.url === '/jwks' ? { keys } : { issuer, jwks_uri: `${issuer}/jwks` };
      response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
    }),
  );
});

describe('a JWT authorizer', () => {
  let url: string;
  beforeAll(async () => {
    const authorizer = {
      id: 'test/Identity',
      name: 'Identity',
      issuer,
      audiences: ['fugong-api'],
      header: 'authorization',
    };
    url = await served(
      [
        route('GET /who', { authorizer }),
        route('GET /scoped', { authorizer, scopes: ['review', 'admin'] }),
        route('GET /open'),
      ],
      ({ requestContext }) => ({ payload: { authorizer: requestContext.authorizer ?? null } }),
    );
  });

  interface Made {
    claims?: Record<string, unknown>;
    header?: Record<string, unknown>;
    key?: CryptoKey;
  }
  const now = () => Math.floor(Date.now() / 1_000);
  const good = () => ({ iss: issuer, aud: 'fugong-api', sub: 'bureau-1', iat: now() - 1, exp: now() + 60 });
  const sign = ({ claims = {}, header = {}, key = privateKey }: Made = {}) =>
    new SignJWT({ ...good(), ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'main', ...header })
      .sign(key);
  const segment = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

  const ask = async (token: string | undefined, path = '/who') => {
    const response = await fetch(url + path, {
      headers: token === undefined ? {} : { authorization: token },
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };

  it('lets a good token in, with or without Bearer, and gives its claims as text', async () => {
    const claims = { role: 'bureau', groups: ['a', 'b'], level: 3, staff: true };
    const token = await sign({ claims });
    for (const header of [token, `Bearer ${token}`]) {
      const { status, body } = await ask(header);
      expect(status).toBe(200);
      expect(body).toMatchObject({
        authorizer: {
          jwt: {
            claims: { sub: 'bureau-1', role: 'bureau', groups: '[a b]', level: '3', staff: 'true' },
            scopes: null,
          },
        },
      });
    }
  });

  it('accepts one of several audiences, and the client only where there is no audience', async () => {
    expect((await ask(await sign({ claims: { aud: ['other', 'fugong-api'] } }))).status).toBe(200);
    expect((await ask(await sign({ claims: { aud: undefined, client_id: 'fugong-api' } }))).status).toBe(200);
    expect((await ask(await sign({ claims: { aud: 'other', client_id: 'fugong-api' } }))).status).toBe(401);
  });

  it('demands one of the scopes of a route', async () => {
    expect((await ask(await sign({ claims: { scope: 'openid review' } }), '/scoped')).status).toBe(200);
    const { status, body } = await ask(await sign({ claims: { scope: 'openid reviewer' } }), '/scoped');
    expect([status, body]).toEqual([403, { message: 'Forbidden' }]);
  });

  it('does not look at tokens on an open route', async () => {
    expect((await ask('nonsense', '/open')).body).toEqual({ authorizer: null });
  });

  const unsigned = (header: object) => `${segment(header)}.${segment(good())}.`;
  const withHmac = async () => {
    const input = `${segment({ alg: 'HS256', kid: 'main' })}.${segment(good())}`;
    const secret = await exportSPKI(publicKey);
    return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
  };
  const tricks: Record<string, () => Promise<string | undefined> | string | undefined> = {
    'no token': () => undefined,
    'an empty token': () => 'Bearer ',
    'no JWT': () => 'Bearer a.b.c',
    'the algorithm none': () => unsigned({ alg: 'none', kid: 'main' }),
    'the algorithm None, signature kept': async () =>
      `${segment({ alg: 'None', kid: 'main' })}.${(await sign()).split('.').slice(1).join('.')}`,
    'HMAC with the public key': withHmac,
    'a key that API Gateway does not support': () =>
      sign({ header: { alg: 'ES256', kid: 'elliptic' }, key: elliptic.privateKey }),
    'a foreign key under a known id': () => sign({ key: stranger.privateKey }),
    'a foreign key in its own header': async () =>
      sign({ key: stranger.privateKey, header: { jwk: await exportJWK(stranger.publicKey) } }),
    'a foreign key set': () => sign({ key: stranger.privateKey, header: { jku: 'http://127.0.0.1:1/jwks' } }),
    'no key id': () => sign({ header: { kid: undefined } }),
    'a path as key id': () => sign({ header: { kid: '../../../../dev/null' } }),
    'a query as key id': () => sign({ header: { kid: "main' OR '1'='1" } }),
    'a time that has just passed': () => sign({ claims: { exp: now() - 1 } }),
    'no time of expiry': () => sign({ claims: { exp: undefined } }),
    'a time that has not come': () => sign({ claims: { nbf: now() + 30 } }),
    'a time of issue to come': () => sign({ claims: { iat: now() + 30 } }),
    'another audience': () => sign({ claims: { aud: 'fugong-web' } }),
    'no audience': () => sign({ claims: { aud: undefined } }),
    'another issuer': () => sign({ claims: { iss: `${issuer}/` } }),
    'no issuer': () => sign({ claims: { iss: undefined } }),
    'a changed claim': async () => {
      const [header, , signature] = (await sign()).split('.');
      return `${header}.${segment({ ...good(), sub: 'admin-1' })}.${signature}`;
    },
  };
  it.each(Object.keys(tricks))('answers 401 to %s', async (trick) => {
    const { status, body } = await ask(await tricks[trick]?.());
    expect([status, body]).toEqual([401, { message: 'Unauthorized' }]);
  });

  it('does not ask the issuer for keys at every unknown key id', async () => {
    const before = keyRequests;
    for (let count = 0; count < 5; count += 1) await ask(await sign({ header: { kid: `unknown-${count}` } }));
    expect(keyRequests - before).toBeLessThanOrEqual(1);
    expect(before).toBeGreaterThan(0);
  });

  it('answers 500, not 401, when the keys of the issuer cannot be had', async () => {
    const authorizer = {
      id: 'test/Away',
      name: 'Away',
      issuer: 'http://127.0.0.1:1',
      audiences: ['fugong-api'],
      header: 'authorization',
    };
    const away = await served([route('GET /who', { authorizer })], () => ({ payload: 'in' }));
    expect((await fetch(`${away}/who`, { headers: { authorization: await sign() } })).status).toBe(500);
  });
});
