import type { IncomingMessage, ServerResponse } from 'node:http';
import { type HttpApi, MAX_BODY_BYTES } from './http-api.ts';
import { gatewayAnswer, type HttpApiRequest, type HttpApiResponse } from './message.ts';

/**
 * Answers a request of a `node:http` server by an API. A body beyond the limit is not kept: the answer is 413 and
 * the connection ends.
 */
export async function serveHttpApi(
  api: HttpApi,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const request = await readHttpApiRequest(incoming);
  if (request) return writeHttpApiResponse(outgoing, await api.handle(request));
  writeHttpApiResponse(outgoing, gatewayAnswer(413, 'Request Entity Too Large', { connection: 'close' }));
  incoming.resume();
}

/** @returns undefined when the body is larger than an HTTP API takes */
export async function readHttpApiRequest(incoming: IncomingMessage): Promise<HttpApiRequest | undefined> {
  if (Number(incoming.headers['content-length'] ?? 0) > MAX_BODY_BYTES) return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return {
    method: incoming.method ?? 'GET',
    target: incoming.url ?? '/',
    headers: incoming.headers,
    body: Buffer.concat(chunks),
    sourceIp: incoming.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '',
  };
}

export function writeHttpApiResponse(outgoing: ServerResponse, response: HttpApiResponse): void {
  const length = { 'content-length': String(response.body.length) };
  outgoing.writeHead(response.statusCode, { ...response.headers, ...length }).end(response.body);
}
