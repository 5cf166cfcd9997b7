import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What can go wrong with one call: never arrived, answer lost, busy, broken, or in conflict with another transaction. */
export const faults = ['request-lost', 'answer-lost', 'throttled', 'broken', 'conflict'] as const;
export type Fault = (typeof faults)[number];

/** Stands before DynamoDB Local and lets chosen calls go wrong the way a network and the service do. */
export interface FaultyDoor {
  url: string;
  /** The operations called since the last `watch`, e.g. `GetItem`. */
  calls: string[];
  /** Forgets the calls so far, and lets the call at this place (from 0) go wrong once, or all from there on. */
  watch(plan?: { at: number; fault: Fault; always?: boolean }): void;
  close(): Promise<void>;
}

const prefix = 'com.amazonaws.dynamodb.v20120810#';
const answers = {
  throttled: { status: 400, body: { __type: `${prefix}ThrottlingException`, message: 'slow down' } },
  broken: { status: 500, body: { __type: `${prefix}InternalServerError`, message: 'broken' } },
  conflict: {
    status: 400,
    body: {
      __type: `${prefix}TransactionCanceledException`,
      Message: 'Transaction cancelled',
      CancellationReasons: [{ Code: 'TransactionConflict' }, { Code: 'None' }],
    },
  },
} as const;

export async function openFaultyDoor(databaseUrl: string): Promise<FaultyDoor> {
  let plan: { at: number; fault: Fault; always?: boolean } | undefined;
  const calls: string[] = [];
  const server = createServer(async (request, response) => {
    const body = await read(request);
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    const place = calls.push(operation) - 1;
    const hit = plan && (place === plan.at || (plan.always && place > plan.at)) ? plan.fault : undefined;
    if (hit === 'request-lost') return void request.socket.destroy();
    if (hit && hit !== 'answer-lost') {
      response.writeHead(answers[hit].status, { 'content-type': 'application/x-amz-json-1.0' });
      return void response.end(JSON.stringify(answers[hit].body));
    }
    const { host: _host, connection: _connection, 'content-length': _length, ...headers } = request.headers;
    const answer = await fetch(databaseUrl, {
      method: 'POST',
      headers: headers as Record<string, string>,
      body,
    });
    const text = await answer.text();
    if (hit === 'answer-lost') return void request.socket.destroy();
    response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    watch: (next) => {
      calls.length = 0;
      plan = next;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function read(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}
