import { randomUUID } from 'node:crypto';
import type { Functions, InvocationResult } from '../lambda/functions.ts';
import type { HttpApiView, JwtAuthorizerView } from '../template/views.ts';
import { preflightAnswer, withCors } from './cors.ts';
import { proxyEvent, splitTarget } from './event.ts';
import { type Authorized, JwtAuthorizer, Unauthorized } from './jwt-authorizer.ts';
import { gatewayAnswer, type HttpApiRequest, type HttpApiResponse, headerValue } from './message.ts';
import { responseOf } from './result.ts';
import { type Match, RouteTable } from './route-table.ts';
import { TokenBucket } from './token-bucket.ts';

/** Largest body of a request to an HTTP API. */
export const MAX_BODY_BYTES = 10_485_760;

export interface HttpApiOptions {
  api: HttpApiView;
  account: string;
  invoke: Functions['invoke'];
  /** Real time, for tokens and `requestContext.time`. */
  now?: () => Date;
  /** Told of faults behind a 500 that no function caused, such as an identity provider that cannot be reached. */
  onFault?: (fault: unknown) => void;
}

export interface HttpApi {
  /** Answers as API Gateway would, refusals included; rejects never. */
  handle(request: HttpApiRequest): Promise<HttpApiResponse>;
}

/** Serves an HTTP API of the template: routes, JWT authorizers, throttles, CORS and Lambda proxies. */
export function createHttpApi(options: HttpApiOptions): HttpApi {
  const { api, account, invoke, now = () => new Date(), onFault = () => {} } = options;
  const table = new RouteTable(api.routes);
  const buckets = new Map(
    api.routes.map((route) => [route, new TokenBucket(route.throttle, () => performance.now())]),
  );
  const authorizers = new Map<string, JwtAuthorizer>();

  function authorizerOf(view: JwtAuthorizerView): JwtAuthorizer {
    const authorizer = authorizers.get(view.id) ?? new JwtAuthorizer(view, now);
    authorizers.set(view.id, authorizer);
    return authorizer;
  }

  async function answer(request: HttpApiRequest): Promise<HttpApiResponse> {
    if (request.body.length > MAX_BODY_BYTES) return gatewayAnswer(413, 'Request Entity Too Large');
    const match = find(request);
    if (match === 'malformed') return gatewayAnswer(400, 'Bad Request');
    if (!match) return gatewayAnswer(404, 'Not Found');
    if (!buckets.get(match.route)?.take()) return gatewayAnswer(429, 'Too Many Requests');
    const authorized = await authorize(request, match);
    if (authorized && 'statusCode' in authorized) return authorized;
    const requestId = randomUUID();
    const event = proxyEvent(api, { request, match, authorized, requestId, account, now: now() });
    const result = await withinTime(invoke(match.route.functionArn, event), match.route.timeoutMs);
    const response = result ? responseOf(result) : gatewayAnswer(503, 'Service Unavailable');
    return { ...response, headers: { ...response.headers, 'apigw-requestid': requestId } };
  }

  function find(request: HttpApiRequest): Match | undefined | 'malformed' {
    const [path] = splitTarget(request.target);
    const prefix = api.stage === '$default' ? '' : `/${api.stage}`;
    if (!path.startsWith(`${prefix}/`)) return undefined;
    try {
      return table.match(request.method, path.slice(prefix.length));
    } catch {
      return 'malformed';
    }
  }

  /** The caller, nobody on an open route, or the refusal. */
  async function authorize(
    request: HttpApiRequest,
    { route }: Match,
  ): Promise<Authorized | HttpApiResponse | undefined> {
    if (!route.authorizer) return undefined;
    try {
      const header = headerValue(request.headers[route.authorizer.header]);
      const authorized = await authorizerOf(route.authorizer).authorize(header);
      const enough =
        route.scopes.length === 0 || route.scopes.some((scope) => authorized.scopes.includes(scope));
      return enough ? authorized : gatewayAnswer(403, 'Forbidden');
    } catch (problem) {
      if (!(problem instanceof Unauthorized)) throw problem;
      const reason = `Bearer scope="" error="invalid_token" error_description="${problem.message}"`;
      return gatewayAnswer(401, 'Unauthorized', { 'www-authenticate': reason });
    }
  }

  return {
    handle: async (request) => {
      try {
        const preflight = api.cors && preflightAnswer(api.cors, request);
        if (preflight) return preflight;
        const response = await answer(request);
        return api.cors ? withCors(api.cors, request, response) : response;
      } catch (fault) {
        onFault(fault);
        return gatewayAnswer(500, 'Internal Server Error');
      }
    },
  };
}

/** @returns undefined when the function takes longer than the integration waits; it goes on regardless */
async function withinTime(
  invocation: Promise<InvocationResult>,
  timeoutMs: number,
): Promise<InvocationResult | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), timeoutMs);
  });
  try {
    return await Promise.race([invocation, late]);
  } finally {
    clearTimeout(timer);
  }
}
