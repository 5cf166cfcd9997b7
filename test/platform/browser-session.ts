import { createHash, randomBytes } from 'node:crypto';

/** A browser that keeps cookies and follows nothing by itself. */
export class BrowserSession {
  readonly #cookies = new Map<string, string>();

  async fetch(url: string | URL, init: RequestInit = {}): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { ...init.headers, cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value) this.#cookies.set(name, value);
      else this.#cookies.delete(name);
    }
    return response;
  }
}

/** What an app asks of the identity, and the verifier it keeps to itself (RFC 7636). */
export function authorizationRequest(origin: string, changes: Record<string, string> = {}) {
  const verifier = randomBytes(32).toString('base64url');
  const url = new URL(`${origin}/oidc/auth`);
  url.search = new URLSearchParams({
    client_id: 'fugong-web',
    redirect_uri: `${origin}/console/`,
    response_type: 'code',
    scope: 'openid',
    state: 'where-i-was',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...changes,
  }).toString();
  return { url, verifier };
}

/** Goes from the authorization request by the login page to the address the app is called back at. */
export async function signInByPage(origin: string, url: URL, login: string): Promise<URL> {
  const browser = new BrowserSession();
  const asked = await browser.fetch(url);
  const page = new URL(asked.headers.get('location') ?? '', origin);
  const shown = await (await browser.fetch(page)).text();
  const [, action = ''] = /<form method="post" action="([^"]+)"/.exec(shown) ?? [];
  if (!shown.includes(`value="${login}"`)) throw new Error(`the login page does not offer ${login}`);
  let answer = await browser.fetch(new URL(action, origin), {
    method: 'POST',
    body: new URLSearchParams({ login }),
  });
  for (;;) {
    const next = new URL(answer.headers.get('location') ?? '', origin);
    if (!next.pathname.startsWith('/oidc/')) return next;
    answer = await browser.fetch(next);
  }
}

/** Exchanges a code for tokens, as an app does after the call back. */
export function exchangeCode(origin: string, code: string, verifier: string): Promise<Response> {
  return fetch(`${origin}/oidc/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: 'fugong-web',
      redirect_uri: `${origin}/console/`,
      code,
      code_verifier: verifier,
    }),
  });
}
