import type { HttpApiView } from '../template/views.ts';
import type { Authorized } from './jwt-authorizer.ts';
import { type HttpApiRequest, headerValue } from './message.ts';
import type { Match } from './route-table.ts';

export interface EventParts {
  request: HttpApiRequest;
  match: Match;
  authorized: Authorized | undefined;
  requestId: string;
  account: string;
  now: Date;
}

/** Bodies of these types reach a function as text, all others in base64. */
const TEXT = /^(text\/.*|application\/(.+\+)?(json|xml)|application\/javascript)$/;

/** The event of a Lambda proxy integration, payload format 2.0. */
export function proxyEvent(api: HttpApiView, parts: EventParts): object {
  const { request, match } = parts;
  const [path = '', query = ''] = splitTarget(request.target);
  const { cookie, ...headers } = request.headers;
  const cookies = headerValue(cookie)?.split(/;\s*/).filter(Boolean);
  const parameters = queryParameters(query);
  return {
    version: '2.0',
    routeKey: match.route.routeKey,
    rawPath: path,
    rawQueryString: query,
    ...(cookies && { cookies }),
    headers: flatHeaders(headers),
    ...(Object.keys(parameters).length > 0 && { queryStringParameters: parameters }),
    requestContext: requestContext(api, parts, path),
    ...(Object.keys(match.parameters).length > 0 && { pathParameters: match.parameters }),
    ...bodyOf(request),
  };
}

/** Path and query, without the `?`. */
export function splitTarget(target: string): [path: string, query: string] {
  const at = target.indexOf('?');
  return at < 0 ? [target, ''] : [target.slice(0, at), target.slice(at + 1)];
}

function requestContext(api: HttpApiView, parts: EventParts, path: string): object {
  const { request, match, authorized, requestId, account, now } = parts;
  const domainName = headerValue(request.headers['host']) ?? api.domainName;
  return {
    accountId: account,
    apiId: api.apiId,
    ...(authorized && {
      authorizer: {
        jwt: { claims: authorized.claims, scopes: match.route.scopes.length > 0 ? authorized.scopes : null },
      },
    }),
    domainName,
    domainPrefix: domainName.split('.')[0],
    http: {
      method: request.method,
      path,
      protocol: 'HTTP/1.1',
      sourceIp: request.sourceIp,
      userAgent: headerValue(request.headers['user-agent']) ?? '',
    },
    requestId,
    routeKey: match.route.routeKey,
    stage: api.stage,
    time: commonLogTime(now),
    timeEpoch: now.getTime(),
  };
}

function bodyOf({ body, headers }: HttpApiRequest): object {
  if (body.length === 0) return { isBase64Encoded: false };
  const type = (headerValue(headers['content-type']) ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const isText = TEXT.test(type) && headers['content-encoding'] === undefined;
  return { body: body.toString(isText ? 'utf8' : 'base64'), isBase64Encoded: !isText };
}

function flatHeaders(headers: HttpApiRequest['headers']): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const text = headerValue(value);
    if (text !== undefined) flat[name.toLowerCase()] = text;
  }
  return flat;
}

/** Repeated parameters are joined by commas. */
function queryParameters(query: string): Record<string, string> {
  const parameters = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(query)) {
    const earlier = parameters.get(name);
    parameters.set(name, earlier === undefined ? value : `${earlier},${value}`);
  }
  return Object.fromEntries(parameters);
}

/** `12/Mar/2020:19:03:58 +0000`. */
function commonLogTime(time: Date): string {
  const [, day, month, year, clock] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+) GMT$/.exec(time.toUTCString()) ?? [];
  return `${day}/${month}/${year}:${clock} +0000`;
}
