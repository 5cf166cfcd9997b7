import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';
import { createHttpApi } from '../../local/http-api/http-api.ts';
import { serveHttpApi } from '../../local/http-api/node-http.ts';
import type { InvocationResult } from '../../local/lambda/functions.ts';
import type { HttpApiView, RouteView } from '../../local/template/views.ts';

/** What the tests look at in the event of a Lambda proxy. */
export interface Event {
  routeKey: string;
  rawPath: string;
  rawQueryString: string;
  cookies?: string[];
  headers: Record<string, string>;
  queryStringParameters?: Record<string, string>;
  pathParameters?: Record<string, string>;
  requestContext: { http: { method: string }; authorizer?: { jwt: { claims: Record<string, string> } } };
  body?: string;
  isBase64Encoded: boolean;
}

const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) {
    server.close();
    server.closeAllConnections();
  }
});

/** Starts a server that ends with the tests of the file. @returns its URL */
export async function listening(server: Server): Promise<string> {
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export function route(routeKey: string, changes: Partial<RouteView> = {}): RouteView {
  return {
    id: `test/${routeKey}`,
    routeKey,
    functionArn: 'arn:function',
    timeoutMs: 1_000,
    authorizer: undefined,
    scopes: [],
    throttle: { ratePerSecond: undefined, burst: undefined },
    ...changes,
  };
}

/** An API with these routes, served on a real socket. */
export async function served(
  routes: RouteView[],
  invoke: (event: Event) => Promise<InvocationResult> | InvocationResult,
  changes: Partial<HttpApiView> = {},
): Promise<string> {
  const api: HttpApiView = {
    id: 'test/Api',
    apiId: 'abc123',
    name: 'test',
    domainName: 'abc123.execute-api.us-east-1.amazonaws.com',
    stage: '$default',
    routes,
    cors: undefined,
    ...changes,
  };
  const httpApi = createHttpApi({
    api,
    account: '000000000000',
    invoke: async (_arn, event) => invoke(event as Event),
  });
  return listening(createServer((request, response) => void serveHttpApi(httpApi, request, response)));
}
