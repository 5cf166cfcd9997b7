import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { importJWK, SignJWT } from 'jose';
import { type Configuration, Provider } from 'oidc-provider';
import type { IdentityKeys } from './keys.ts';
import { loginPage } from './login-page.ts';
import { personOf } from './logins.ts';
import { memoryOfSignIns } from './sign-ins.ts';

/** Hours a token is good for: a working day, so that nobody is signed out at lunch. */
const TOKEN_HOURS = 10;

export interface IdentityOptions {
  /** Where the front serves it, e.g. `http://localhost:3000/oidc`. */
  issuer: string;
  clientId: string;
  /** What access tokens are for; the API's authorizer demands it. */
  audience: string;
  keys: IdentityKeys;
  redirectUris: string[];
}

/** The local identity: OpenID Connect with code and PKCE, one login per role. */
export interface Identity {
  /** Answers a request whose path begins with the issuer's. */
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** An access token as the code flow would give it; undefined for an unknown login. */
  tokenFor(login: string): Promise<string | undefined>;
}

/** What a token says of a person, beside the standard claims (domain/identity.ts). */
function claimsOf(login: string): Record<string, string> {
  const { sub: _sub, ...claims } = personOf(login) ?? { sub: login };
  return claims as Record<string, string>;
}

export async function openIdentity(options: IdentityOptions): Promise<Identity> {
  const { issuer, audience, clientId, keys } = options;
  const mountPath = new URL(issuer).pathname;
  const provider = new Provider(issuer, configurationOf(options));
  const serve = provider.callback();
  const signingKey = await importJWK(keys.signing, 'RS256');

  async function interaction(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method === 'POST') {
      const login = new URLSearchParams(await text(request)).get('login') ?? '';
      const accountId = personOf(login)?.sub;
      const result = accountId
        ? { login: { accountId } }
        : { error: 'access_denied', error_description: 'unknown login' };
      return provider.interactionFinished(request, response, result);
    }
    const { uid } = await provider.interactionDetails(request, response);
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    });
    response.end(loginPage(`${mountPath}/interaction/${uid}`, request.headers['accept-language']));
  }

  return {
    handle(request, response) {
      // The provider finds out where it is mounted by comparing the two, as under a framework's mount.
      Object.assign(request, { originalUrl: request.url });
      request.url = request.url?.slice(mountPath.length) || '/';
      if (!request.url.startsWith('/interaction/')) return void serve(request, response);
      interaction(request, response).catch(() =>
        response.writeHead(400).end('This sign-in is over. Go back and sign in again.'),
      );
    },
    async tokenFor(login) {
      if (!personOf(login)) return undefined;
      return new SignJWT({ ...claimsOf(login), client_id: clientId, scope: 'openid' })
        .setProtectedHeader({ alg: 'RS256', kid: keys.signing.kid ?? '', typ: 'at+jwt' })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(login)
        .setJti(randomUUID())
        .setIssuedAt()
        .setExpirationTime(`${TOKEN_HOURS}h`)
        .sign(signingKey);
    },
  };
}

function configurationOf({ issuer, audience, clientId, keys, redirectUris }: IdentityOptions): Configuration {
  const origin = new URL(issuer).origin;
  const seconds = TOKEN_HOURS * 3600;
  return {
    clients: [
      {
        client_id: clientId,
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code'],
        response_types: ['code'],
        redirect_uris: redirectUris,
        post_logout_redirect_uris: redirectUris,
      },
    ],
    jwks: { keys: [keys.signing as never] },
    adapter: memoryOfSignIns(),
    cookies: { keys: [keys.cookie] },
    pkce: { required: () => true },
    clientBasedCORS: (_context, requestOrigin) => requestOrigin === origin,
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub, ...claimsOf(sub) }) }),
    claims: { openid: ['sub', 'role', 'name', 'uscc', 'officeId', 'head'] },
    conformIdTokenClaims: false,
    extraTokenClaims: (_context, token) =>
      'accountId' in token && token.accountId ? claimsOf(token.accountId) : undefined,
    interactions: { url: (_context, { uid }) => `${new URL(issuer).pathname}/interaction/${uid}` },
    // Consent to one's own organisation's apps is given by signing in.
    loadExistingGrant: async (context) => {
      const { client, session, provider } = context.oidc;
      const grant = new provider.Grant({
        clientId: client?.clientId ?? '',
        accountId: session?.accountId ?? '',
      });
      grant.addOIDCScope('openid');
      grant.addResourceScope(audience, 'openid');
      await grant.save();
      return grant;
    },
    ttl: { AccessToken: seconds, IdToken: seconds, Session: seconds, Grant: seconds, Interaction: 3600 },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => audience,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: 'openid',
          audience,
          accessTokenFormat: 'jwt',
          accessTokenTTL: seconds,
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
  };
}
