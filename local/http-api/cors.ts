import type { CorsView } from '../template/views.ts';
import { type HttpApiRequest, type HttpApiResponse, headerValue } from './message.ts';

/**
 * The answer to a browser's question before a request of another origin, or undefined when this is none.
 * With a CORS configuration API Gateway answers these itself, even when there is a route for OPTIONS.
 */
export function preflightAnswer(cors: CorsView, request: HttpApiRequest): HttpApiResponse | undefined {
  const method = headerValue(request.headers['access-control-request-method']);
  const origin = headerValue(request.headers['origin']);
  if (request.method !== 'OPTIONS' || method === undefined || origin === undefined) return undefined;
  const headers: Record<string, string> = { ...corsHeaders(cors, origin) };
  if (headers['access-control-allow-origin'] !== undefined) {
    headers['access-control-allow-methods'] = cors.allowMethods.join(',');
    headers['access-control-allow-headers'] = cors.allowHeaders.join(',');
    if (cors.maxAgeSeconds !== undefined) headers['access-control-max-age'] = String(cors.maxAgeSeconds);
  }
  return { statusCode: 204, headers, body: Buffer.alloc(0) };
}

/** The response with the API's CORS headers instead of those that the function gave. */
export function withCors(
  cors: CorsView,
  request: HttpApiRequest,
  response: HttpApiResponse,
): HttpApiResponse {
  const own = Object.entries(response.headers).filter(([name]) => !name.startsWith('access-control-'));
  const origin = headerValue(request.headers['origin']);
  return { ...response, headers: { ...Object.fromEntries(own), ...corsHeaders(cors, origin) } };
}

function corsHeaders(cors: CorsView, origin: string | undefined): Record<string, string> {
  if (origin === undefined) return {};
  const anyOrigin = cors.allowOrigins.includes('*');
  if (!anyOrigin && !cors.allowOrigins.includes(origin)) return {};
  return {
    'access-control-allow-origin': anyOrigin ? '*' : origin,
    ...(!anyOrigin && { vary: 'Origin' }),
    ...(cors.allowCredentials && { 'access-control-allow-credentials': 'true' }),
    ...(cors.exposeHeaders.length > 0 && { 'access-control-expose-headers': cors.exposeHeaders.join(',') }),
  };
}
