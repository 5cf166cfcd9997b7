import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Engine } from './engine.ts';

/** Largest request: 256 KiB of data, escaped inside a JSON string, with room for the rest. */
const MAX_REQUEST_BYTES = 2_097_152;

/**
 * The engine over HTTP, for SDK clients with `AWS_ENDPOINT_URL_SFN`; the caller decides where it listens.
 * Signatures are not checked here: that is the gateway's work.
 */
export function stepFunctionsServer(engine: Pick<Engine, 'handle'>): Server {
  return createServer((request, response) => {
    const send = (status: number, body: object) => {
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
    };
    answer(engine, request).then(
      ({ status, body }) => send(status, body),
      (fault: unknown) => send(500, { __type: 'InternalFailure', message: String(fault) }),
    );
  });
}

async function answer(
  engine: Pick<Engine, 'handle'>,
  request: IncomingMessage,
): ReturnType<Engine['handle']> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_REQUEST_BYTES) return refusal('ValidationException', 'The request is too large.');
    chunks.push(chunk);
  }
  let body: unknown;
  try {
    body = JSON.parse(Buffer.concat(chunks).toString() || '{}');
  } catch {
    return refusal('SerializationException', 'The request body is not JSON.');
  }
  return engine.handle(String(request.headers['x-amz-target'] ?? ''), body);
}

function refusal(type: string, message: string): Awaited<ReturnType<Engine['handle']>> {
  return { status: 400, body: { __type: type, message } };
}
