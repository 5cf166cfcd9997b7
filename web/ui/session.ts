import * as oauth from 'oauth4webapi';
import type { Actor } from '../../domain/identity.ts';

/** What the pages are told at run time by `/config.json`. */
interface SiteConfig {
  issuer: string;
  clientId: string;
  audience: string;
}

interface Tokens {
  accessToken: string;
  idToken: string;
  /** Milliseconds since the epoch, by this device's clock. */
  expiresAt: number;
  person: Actor;
}

/** What has to outlive the way to the sign-in page and back. */
interface Pending {
  verifier: string;
  state: string;
  nonce: string;
  returnTo: string;
}

/**
 * Tokens are kept for the tab only, so that a reload does not sign out and a closed tab leaves nothing; the content
 * security policy lets no foreign script near them.
 */
const TOKENS_KEY = 'fugong.tokens';
const PENDING_KEY = 'fugong.sign-in';

/** A signed-in person's session: OpenID Connect with code and PKCE. */
export interface Session {
  /** Who is signed in; undefined for nobody, or when the token has run out. */
  person(): Actor | undefined;
  accessToken(): Promise<string | undefined>;
  /** Goes to the sign-in page and comes back to this page. */
  signIn(): Promise<void>;
  signOut(): Promise<void>;
}

/**
 * Opens the session of one app, and completes a sign-in that has just come back.
 * @param app the app's folder, which is also the address it comes back to
 */
export async function openSession(app: 'apply' | 'console' | 'officer'): Promise<Session> {
  const config = (await (await fetch('/config.json')).json()) as SiteConfig;
  const issuer = new URL(config.issuer);
  // Only this machine's own identity speaks http.
  const insecure = { [oauth.allowInsecureRequests]: issuer.protocol === 'http:' };
  const client: oauth.Client = { client_id: config.clientId };
  const redirectUri = `${location.origin}/${app}/`;
  const discover = async () =>
    oauth.processDiscoveryResponse(
      issuer,
      await oauth.discoveryRequest(issuer, { algorithm: 'oidc', ...insecure }),
    );

  const url = new URL(location.href);
  const pending = stored<Pending>(PENDING_KEY);
  if (pending && url.searchParams.has('state')) {
    sessionStorage.removeItem(PENDING_KEY);
    try {
      const server = await discover();
      const callback = oauth.validateAuthResponse(server, client, url, pending.state);
      const response = await oauth.authorizationCodeGrantRequest(
        server,
        client,
        oauth.None(),
        callback,
        redirectUri,
        pending.verifier,
        {
          ...insecure,
          additionalParameters: { resource: config.audience },
        },
      );
      const grant = await oauth.processAuthorizationCodeResponse(server, client, response, {
        expectedNonce: pending.nonce,
        requireIdToken: true,
      });
      const { sub, role, name, uscc, officeId, head } = (oauth.getValidatedIdTokenClaims(grant) ??
        {}) as unknown as Actor;
      const tokens: Tokens = {
        accessToken: grant.access_token,
        idToken: grant.id_token ?? '',
        expiresAt: Date.now() + (grant.expires_in ?? 0) * 1000,
        person: {
          sub,
          role,
          name,
          ...(uscc ? { uscc } : {}),
          ...(officeId ? { officeId } : {}),
          ...(head ? { head } : {}),
        },
      };
      sessionStorage.setItem(TOKENS_KEY, JSON.stringify(tokens));
    } finally {
      history.replaceState(null, '', pending.returnTo);
    }
  }

  const tokens = () => {
    const kept = stored<Tokens>(TOKENS_KEY);
    return kept && kept.expiresAt > Date.now() ? kept : undefined;
  };
  return {
    person: () => tokens()?.person,
    accessToken: async () => tokens()?.accessToken,
    signIn: async () => {
      const server = await discover();
      const next: Pending = {
        verifier: oauth.generateRandomCodeVerifier(),
        state: oauth.generateRandomState(),
        nonce: oauth.generateRandomNonce(),
        returnTo: location.pathname + location.search,
      };
      sessionStorage.setItem(PENDING_KEY, JSON.stringify(next));
      const target = new URL(server.authorization_endpoint ?? '');
      target.search = new URLSearchParams({
        client_id: config.clientId,
        redirect_uri: redirectUri,
        response_type: 'code',
        scope: 'openid',
        resource: config.audience,
        code_challenge: await oauth.calculatePKCECodeChallenge(next.verifier),
        code_challenge_method: 'S256',
        state: next.state,
        nonce: next.nonce,
      }).toString();
      location.assign(target);
    },
    signOut: async () => {
      const kept = stored<Tokens>(TOKENS_KEY);
      sessionStorage.removeItem(TOKENS_KEY);
      const { end_session_endpoint } = await discover();
      if (!end_session_endpoint) return location.assign(redirectUri);
      const target = new URL(end_session_endpoint);
      target.search = new URLSearchParams({
        id_token_hint: kept?.idToken ?? '',
        post_logout_redirect_uri: redirectUri,
      }).toString();
      location.assign(target);
    },
  };
}

function stored<T>(key: string): T | undefined {
  const text = sessionStorage.getItem(key);
  return text ? (JSON.parse(text) as T) : undefined;
}
