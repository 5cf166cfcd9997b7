import {
  createRemoteJWKSet,
  decodeProtectedHeader,
  errors,
  type JWTPayload,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose';
import * as z from 'zod';
import type { JwtAuthorizerView } from '../template/views.ts';

/** API Gateway supports RSA keys only. Naming them keeps `none` and HMAC with a public key out. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512'];

/** API Gateway keeps keys for two hours. An unknown key id may ask again, but not more than every 30 seconds. */
const KEYS_LIVE_MS = 7_200_000;
const ASK_AGAIN_AFTER_MS = 30_000;

export interface Authorized {
  /** Claims as functions get them: all of them text. */
  claims: Record<string, string>;
  scopes: string[];
}

/** Why a token is not good, as API Gateway says it in `www-authenticate`. */
export class Unauthorized extends Error {}

const discoverySchema = z.object({ jwks_uri: z.url() });

/** The JWT authorizer of an HTTP API: signature, key id, issuer, audience and times, without leeway. */
export class JwtAuthorizer {
  readonly #view: JwtAuthorizerView;
  readonly #now: () => Date;
  #keys: Promise<JWTVerifyGetKey> | undefined;

  /** @param now real time: tokens are made by an identity provider that knows no other */
  constructor(view: JwtAuthorizerView, now: () => Date) {
    this.#view = view;
    this.#now = now;
  }

  /**
   * @param header value of the header that carries the token, with or without `Bearer`
   * @throws Unauthorized with the reason; Error when the issuer's keys cannot be had
   */
  async authorize(header: string | undefined): Promise<Authorized> {
    const token = header?.replace(/^bearer\s+/i, '').trim();
    if (!token) throw new Unauthorized('the token is missing');
    const payload = await this.#verify(token);
    this.#checkAudience(payload);
    if (payload.iat !== undefined && payload.iat > this.#now().getTime() / 1_000) {
      throw new Unauthorized('the token is used before it was issued');
    }
    const claims = Object.entries(payload).map(([name, value]) => [name, claimText(value)] as const);
    return { claims: Object.fromEntries(claims), scopes: scopesOf(payload) };
  }

  async #verify(token: string): Promise<JWTPayload> {
    if (!hasKeyId(token)) throw new Unauthorized('the token names no key');
    const keys = await this.#issuerKeys();
    try {
      const { payload } = await jwtVerify(token, keys, {
        algorithms: ALGORITHMS,
        issuer: this.#view.issuer,
        requiredClaims: ['exp'],
        clockTolerance: 0,
        currentDate: this.#now(),
      });
      return payload;
    } catch (problem) {
      if (!(problem instanceof errors.JOSEError) || problem instanceof errors.JWKSTimeout) throw problem;
      throw new Unauthorized(problem.message.replaceAll('"', ''));
    }
  }

  /** `client_id` counts only where there is no `aud`. */
  #checkAudience({ aud, client_id: clientId }: JWTPayload): void {
    const named = aud === undefined ? [clientId] : [aud].flat();
    if (!named.some((name) => typeof name === 'string' && this.#view.audiences.includes(name))) {
      throw new Unauthorized('the token does not have a valid audience');
    }
  }

  #issuerKeys(): Promise<JWTVerifyGetKey> {
    this.#keys ??= this.#discover().catch((problem: unknown) => {
      this.#keys = undefined;
      throw problem;
    });
    return this.#keys;
  }

  async #discover(): Promise<JWTVerifyGetKey> {
    const document = `${this.#view.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const response = await fetch(document, { signal: AbortSignal.timeout(5_000) });
    if (!response.ok) throw new Error(`${document} answers ${response.status}.`);
    const { jwks_uri } = discoverySchema.parse(await response.json());
    return createRemoteJWKSet(new URL(jwks_uri), {
      cacheMaxAge: KEYS_LIVE_MS,
      cooldownDuration: ASK_AGAIN_AFTER_MS,
    });
  }
}

function hasKeyId(token: string): boolean {
  try {
    return typeof decodeProtectedHeader(token).kid === 'string';
  } catch {
    throw new Unauthorized('the token is not a JWT');
  }
}

function scopesOf({ scope, scp }: JWTPayload): string[] {
  const stated = scope ?? scp;
  if (Array.isArray(stated)) return stated.map(String);
  return typeof stated === 'string' ? stated.split(' ').filter(Boolean) : [];
}

/** API Gateway writes lists as `[a b]` and objects as `map[a:b]`. */
function claimText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(claimText).join(' ')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).map(([name, field]) => `${name}:${claimText(field)}`);
    return `map[${fields.join(' ')}]`;
  }
  return String(value);
}
