import { request } from 'node:http';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { personOf } from '../../local/identity/logins.ts';
import { readTemplate } from '../../local/template/read-template.ts';
import { temporaryFolders } from '../local/temporary-folders.ts';
import { authorizationRequest, exchangeCode, signInByPage } from './browser-session.ts';
import {
  freePort,
  leftBehind,
  processesOf,
  type RunningPlatform,
  signalGroup,
  startNode,
  startWholePlatform,
} from './platform-process.ts';

/** An address of this machine that is not its loopback, where it has one. */
const outside = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;
const newFolder = temporaryFolders();
let state: string;
let platform: RunningPlatform;
let origin: string;

beforeAll(async () => {
  state = newFolder();
  platform = await startWholePlatform(state, await freePort());
  origin = platform.origin;
}, 90_000);
// For a run that fails before its last test: that one ends the platform itself.
afterAll(() => {
  if (platform.child.exitCode === null) signalGroup(platform, 'SIGKILL');
});

async function run(file: string, ...args: string[]) {
  const { said, ended } = startNode([file, ...args], { PORT: String(platform.port) });
  return { code: await ended, out: said.out.trim(), err: said.err.trim() };
}

/** Without what `fetch` does to a path before it is sent. */
function rawGet(path: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    request({ host: 'localhost', port: platform.port, path }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => {
        body += chunk.toString();
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    })
      .on('error', reject)
      .end();
  });
}

describe('The local identity', () => {
  it('signs in by code with PKCE, and its token opens the API', async () => {
    const { url, verifier } = authorizationRequest(origin);
    const back = await signInByPage(origin, url, 'bureau-1');
    expect(back.href).toMatch(`${origin}/console/?`);
    expect(back.searchParams.get('state')).toBe('where-i-was');
    const code = back.searchParams.get('code') ?? '';
    const answer = await exchangeCode(origin, code, verifier);
    expect(answer.status).toBe(200);
    const { access_token: token } = (await answer.json()) as { access_token: string };
    expect(decodeJwt(token)).toMatchObject({
      iss: `${origin}/oidc`,
      aud: 'urn:fugong:api',
      ...personOf('bureau-1'),
    });
    const headers = { authorization: `Bearer ${token}` };
    expect((await fetch(`${origin}/api/reviews`, { headers })).status).toBe(200);
    expect((await fetch(`${origin}/api/reviews`)).status).toBe(401);
    expect((await exchangeCode(origin, code, verifier)).status).toBe(400);
  });

  it('refuses a code without the verifier of who asked for it', async () => {
    const { url } = authorizationRequest(origin);
    const code = (await signInByPage(origin, url, 'gate-1')).searchParams.get('code') ?? '';
    const answer = await exchangeCode(origin, code, 'v'.repeat(43));
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: 'invalid_grant' });
  });

  it.each([
    ['an unknown app', { client_id: 'stranger' }],
    ['an address that is not the app’s', { redirect_uri: 'https://stranger.example/' }],
  ])('calls nobody back for %s', async (_what, changes) => {
    const answer = await fetch(authorizationRequest(origin, changes).url, { redirect: 'manual' });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('location')).toBeNull();
  });

  it('does not sign in without PKCE', async () => {
    const { url } = authorizationRequest(origin);
    url.searchParams.delete('code_challenge');
    url.searchParams.delete('code_challenge_method');
    const answer = await fetch(url, { redirect: 'manual' });
    expect(answer.headers.get('location')).toContain('error=invalid_request');
  });

  it.each([
    'enterprise-150',
    'office-1',
    'bureau-3',
    'finance-1',
    'gate-2',
    'commissioner-1',
    'auditor-1',
    'admin-1',
  ])('says who %s is in the token of the command line', async (login) => {
    const { code, out, err } = await run('local/token.ts', login);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(decodeJwt(out)).toMatchObject({ ...personOf(login), sub: login });
  });

  it('has no token for a stranger', async () => {
    expect(await run('local/token.ts', 'mayor-1')).toEqual({
      code: 1,
      out: '',
      err: 'There is no login mayor-1.',
    });
    expect(await run('local/token.ts')).toMatchObject({
      code: 1,
      err: 'Whose token? For example: npm run -s token -- bureau-1',
    });
  });
});

describe('The site', () => {
  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${origin}${path}`, { headers, redirect: 'manual' });

  it('answers 304 for what the browser has, and compresses what it has not', async () => {
    const page = await get('/apply/', { 'accept-encoding': 'br' });
    expect(page.headers.get('content-encoding')).toBe('br');
    expect(await page.text()).toContain('<!doctype html>');
    expect((await get('/apply/', { 'accept-encoding': 'gzip' })).headers.get('content-encoding')).toBe(
      'gzip',
    );
    expect(
      (await get('/apply/', { 'accept-encoding': 'identity' })).headers.get('content-encoding'),
    ).toBeNull();
    const again = await get('/apply/', { 'if-none-match': page.headers.get('etag') ?? '' });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
  });

  it.each([
    ['/apply/', '*'],
    ['/console/', '/console*'],
  ])(
    'sends the headers of the template’s policy at %s, but not HSTS over plain HTTP',
    async (path, pattern) => {
      const template = readTemplate({ assembly: join(state, 'cdk.out'), secretValue: () => 'unused' });
      const behavior = template.distributions[0]?.behaviors.find(
        ({ pathPattern }) => pathPattern === pattern,
      );
      const policy = template.responseHeadersPolicies.find(
        (one) => one.policyId === behavior?.responseHeadersPolicyId,
      );
      const declared = (policy?.headers ?? []).map(({ name, value }) => [name.toLowerCase(), value] as const);
      expect(declared.map(([name]) => name)).toContain('content-security-policy');
      const { headers } = await get(path);
      for (const [name, value] of declared)
        expect([name, headers.get(name)]).toEqual([
          name,
          name === 'strict-transport-security' ? null : value,
        ]);
    },
  );

  it.each([
    ['/apply/anything/below', '/apply/'],
    ['/console/reviews/ABCD', '/console/'],
    ['/s/some.token-of_a-venue', '/s/'],
  ])('shows the app at %s', async (path, app) => {
    const [shown, own] = await Promise.all([get(path), get(app)]);
    expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await shown.text()).toBe(await own.text());
  });

  it('leads the bare address to the enterprises’ app', async () => {
    const answer = await get('/');
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/apply/']);
  });

  it.each([
    '/apply/assets/none.js',
    '/none.html',
    '/../package.json',
    '/apply/../../../package.json',
    '/%2e%2e/%2e%2e/package.json',
    '/..%2f..%2fpackage.json',
    '/apply/..%5c..%5cpackage.json',
    '//etc/passwd',
  ])('has nothing at %s', async (path) => {
    const { status, body } = await rawGet(path);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(body).not.toMatch(/devDependencies|root:/);
  });

  it.skipIf(!outside)('gives tokens and moves the clock for its own machine only', async () => {
    const there = `http://${outside}:${platform.port}`;
    for (const path of ['/local/token', '/local/clock']) {
      const answer = await fetch(`${there}${path}`, {
        method: 'POST',
        body: '{"login":"admin-1","command":"+1d"}',
      });
      expect(answer.status).toBe(403);
    }
    expect((await get('/local/none')).status).toBe(404);
  });
});

describe('The clock of the command line', () => {
  it.each([
    ['2020-03-05T09:00+08:00', '2020-03-05 09:00'],
    ['+5d', '2020-03-10 09:00'],
    ['-2h', '2020-03-10 07:00'],
    ['2020-02-21T01:00:00Z', '2020-02-21 09:00'],
    ['now', new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' })],
  ])('takes %s', async (form, then) => {
    const { code, out } = await run('local/clock.ts', form);
    expect(code).toBe(0);
    expect(out.split('->')[1]).toContain(then);
    expect((await run('local/clock.ts')).out).toContain(then);
  });

  it.each(['5d', '+5y', 'tomorrow', '2020-03-05', '2020-03-05T09:00', '2020-13-05T09:00Z'])(
    'does not take %s, and says what it takes',
    async (form) => {
      const { code, out, err } = await run('local/clock.ts', form);
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toBe(
        'A clock is moved by +5d, -2h, +30m, +1w, 2020-03-05T09:00+08:00, or now (the real time).',
      );
    },
  );
});

describe('A platform that runs', () => {
  it('keeps its state for itself', async () => {
    const { said, ended } = startNode(['local/start.ts', '--state', state], {
      PORT: String(await freePort()),
    });
    expect(await ended).toBe(1);
    expect(said.err.trim()).toBe(
      `The platform already runs on ${state} (process ${platform.child.pid}): use it, or stop it with Ctrl-C there first.`,
    );
  });

  it('keeps its port for itself', async () => {
    const { said, ended } = startNode(['local/start.ts', '--state', newFolder()], {
      PORT: String(platform.port),
    });
    expect(await ended).toBe(1);
    expect(said.err.trim()).toMatch(
      /^Port \d+ is taken: stop what uses it, or choose another, e\.g\. PORT=\d+ npm start\.$/,
    );
  });

  it('has said nothing but where everything is, and ends with all its children at Ctrl-C', async () => {
    expect(processesOf(state, platform.child.pid).length).toBeGreaterThanOrEqual(3);
    signalGroup(platform, 'SIGINT');
    expect(await platform.ended).toBe(0);
    expect(platform.said.err).toBe('');
    expect(await leftBehind(state, platform.child.pid)).toEqual([]);
    const gone = await run('local/token.ts', 'bureau-1');
    expect(gone).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^No platform runs at .*: start it with npm start/),
    });
  });
});
