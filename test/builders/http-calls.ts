import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { APIGatewayProxyEventV2WithJWTAuthorizer, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { type OperationId, operation } from '../../contract/routes.ts';
import type { Actor } from '../../domain/identity.ts';

type HttpHandler = (event: never, context: never) => Promise<unknown>;

/** What a test sends; the rest of the event is as API Gateway would fill it. */
export interface Sent {
  params?: Record<string, string>;
  query?: Record<string, string>;
  /** Sent as JSON; a string is sent as it is. */
  body?: unknown;
  /** A new one for every call when not given; null sends none. */
  key?: string | null;
  headers?: Record<string, string>;
}

export interface Answer {
  status: number;
  /** Parsed JSON; `any` because tests look into answers of many kinds. */
  body: Record<string, unknown> & { code?: string; fields?: { path: string; reason: string }[] };
}

/** The event API Gateway hands to a Lambda for a call of an operation by an actor (payload format 2.0). */
export function httpEvent(
  id: OperationId,
  actor: Actor | undefined,
  sent: Sent = {},
): APIGatewayProxyEventV2WithJWTAuthorizer {
  const { method, path, mutates, body } = operation(id);
  const key = sent.key === undefined ? randomUUID() : sent.key;
  const rawPath = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent((sent.params?.[name] ?? '').toWellFormed()),
  );
  // The claims of a token are all text, and an absent one is absent.
  const claims: Record<string, string> = JSON.parse(JSON.stringify(actor ?? {}));
  return {
    version: '2.0',
    routeKey: `${method} ${path}`,
    rawPath,
    rawQueryString: new URLSearchParams(sent.query).toString(),
    headers: {
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...(mutates && key !== null ? { 'idempotency-key': key } : {}),
      ...sent.headers,
    },
    requestContext: {
      accountId: '000000000000',
      apiId: 'test',
      authorizer: { principalId: '', integrationLatency: 0, jwt: { claims, scopes: [] } },
      domainName: 'localhost',
      domainPrefix: 'localhost',
      http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
      requestId: randomUUID(),
      routeKey: `${method} ${path}`,
      stage: '$default',
      time: '21/Feb/2020:01:00:00 +0000',
      timeEpoch: 0,
    },
    ...(sent.params ? { pathParameters: sent.params } : {}),
    ...(sent.query ? { queryStringParameters: sent.query } : {}),
    ...(sent.body === undefined
      ? {}
      : { body: typeof sent.body === 'string' ? sent.body : JSON.stringify(sent.body) }),
    isBase64Encoded: false,
  };
}

/** Calls an operation through the Lambda handler that deploys. */
export async function callHttp(
  handler: HttpHandler,
  id: OperationId,
  actor: Actor | undefined,
  sent: Sent = {},
): Promise<Answer> {
  const result = (await handler(
    httpEvent(id, actor, sent) as never,
    {} as never,
  )) as APIGatewayProxyStructuredResultV2;
  return { status: result.statusCode ?? 0, body: JSON.parse(result.body ?? '{}') as Answer['body'] };
}

/**
 * Sends one request, and again under the same key while the service says it is busy, as the client does. On a loaded
 * machine the database may keep dozens of calls at once waiting longer than a function waits.
 */
export async function patiently(send: (key: string) => Promise<Answer>, tries = 8): Promise<Answer> {
  const key = randomUUID();
  let answer = await send(key);
  for (let tried = 1; tried < tries && answer.body.code === 'temporarily-unavailable'; tried += 1) {
    // Apart from each other, or those that were in each other's way meet again.
    await pause(Math.random() * 100 * tried);
    answer = await send(key);
  }
  return answer;
}
