import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HttpApi } from '../http-api/http-api.ts';
import { headerValue } from '../http-api/message.ts';
import { readHttpApiRequest } from '../http-api/node-http.ts';
import type {
  BehaviorView,
  DistributionView,
  ResponseHeadersPolicyView,
  Template,
} from '../template/views.ts';
import { bucketOrigin, type SiteResponse } from './bucket-origin.ts';
import { loadViewerRequest } from './viewer-request.ts';

/**
 * The site as its CloudFront distribution says: behaviours by path, viewer-request functions, origins (bucket or API),
 * response headers, error pages. HSTS stays out: this is plain HTTP on one machine.
 * @param apis the HTTP APIs by their id
 * @param s3Url where the buckets answer
 */
export function openSite(
  template: Template,
  distribution: DistributionView,
  apis: ReadonlyMap<string, HttpApi>,
  s3Url: string,
) {
  const functions = new Map(
    template.cloudFrontFunctions.map(({ arn, code }) => [arn, loadViewerRequest(code)]),
  );
  const policies = new Map(template.responseHeadersPolicies.map((policy) => [policy.policyId, policy]));
  const origins = new Map(
    distribution.origins.map((origin) => [
      origin.id,
      { ...origin, bucket: origin.bucketName ? bucketOrigin(`${s3Url}/${origin.bucketName}`) : undefined },
    ]),
  );
  const behaviors = distribution.behaviors.map((behavior) => ({
    behavior,
    pattern: patternOf(behavior.pathPattern),
  }));

  async function answer(request: IncomingMessage): Promise<SiteResponse> {
    const { pathname } = new URL(request.url ?? '/', 'http://site');
    const behavior = behaviors.find(({ pattern }) => pattern.test(pathname))?.behavior;
    if (!behavior) throw new RangeError('a distribution has a default behaviour');
    if (!behavior.allowedMethods.includes(request.method ?? 'GET')) {
      return {
        statusCode: 403,
        headers: { 'content-type': 'text/plain' },
        body: Buffer.from('Method not allowed here'),
      };
    }
    return withHeaders(
      await fromOrigin(request, pathname, behavior),
      policies.get(behavior.responseHeadersPolicyId ?? ''),
    );
  }

  async function fromOrigin(
    request: IncomingMessage,
    pathname: string,
    behavior: BehaviorView,
  ): Promise<SiteResponse> {
    let path = pathname;
    for (const { eventType, functionArn } of behavior.functions) {
      const rewritten =
        eventType === 'viewer-request'
          ? functions.get(functionArn)?.(request.method ?? 'GET', path, request.headers.host ?? '')
          : undefined;
      if (rewritten?.answer) return { ...rewritten.answer, body: Buffer.from(rewritten.answer.body) };
      path = rewritten?.uri ?? path;
    }
    const origin = origins.get(behavior.originId);
    const api = apis.get(origin?.httpApiId ?? '');
    if (api) return fromApi(request, api);
    if (!origin?.bucket)
      throw new RangeError(`the origin ${behavior.originId} is neither a bucket nor an API of the template`);
    const read = (key: string) =>
      origin.bucket?.(
        key,
        {
          acceptEncoding: headerValue(request.headers['accept-encoding']) ?? '',
          ifNoneMatch: request.headers['if-none-match'],
        },
        behavior.compress,
      );
    const found = await read(
      path === '/' && distribution.defaultRootObject ? `/${distribution.defaultRootObject}` : path,
    );
    if (!found) throw new RangeError('a bucket origin answers');
    const errorPage = distribution.customErrorResponses.find(
      ({ errorCode }) => errorCode === found.statusCode,
    );
    if (!errorPage?.responsePagePath) return found;
    const page = await read(errorPage.responsePagePath);
    return { ...(page ?? found), statusCode: errorPage.responseCode ?? found.statusCode };
  }

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { statusCode, headers, body } = await answer(request);
    response
      .writeHead(statusCode, { ...headers, 'content-length': String(body.length) })
      .end(request.method === 'HEAD' ? undefined : body);
  };
}

async function fromApi(incoming: IncomingMessage, api: HttpApi): Promise<SiteResponse> {
  const request = await readHttpApiRequest(incoming);
  if (!request)
    return {
      statusCode: 413,
      headers: { 'content-type': 'application/json', connection: 'close' },
      body: Buffer.from('{"message":"Request Entity Too Large"}'),
    };
  const { statusCode, headers, body } = await api.handle(request);
  const flat = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
  return { statusCode, headers: flat, body };
}

function withHeaders(response: SiteResponse, policy: ResponseHeadersPolicyView | undefined): SiteResponse {
  if (!policy) return response;
  const headers = { ...response.headers };
  for (const { name, value, override } of policy.headers) {
    const lower = name.toLowerCase();
    if (lower !== 'strict-transport-security' && (override || headers[lower] === undefined))
      headers[lower] = value;
  }
  for (const name of policy.removeHeaders) delete headers[name.toLowerCase()];
  return { ...response, headers };
}

/** A path pattern of CloudFront: `*` is any text, `?` one character; case counts. */
function patternOf(pathPattern: string): RegExp {
  const rooted = pathPattern === '*' || pathPattern.startsWith('/') ? pathPattern : `/${pathPattern}`;
  return new RegExp(
    `^${rooted
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  );
}
