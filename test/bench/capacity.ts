import { createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer, json } from 'node:stream/consumers';
import type { Row } from './row.ts';

export interface Seen {
  operation: string;
  units: number;
  /** The item of a put, as it went over the wire. */
  item: Record<string, unknown> | undefined;
  /** What was sent. */
  body: Record<string, unknown>;
}

/** A door to DynamoDB Local that has it tell the capacity of every call, and remembers. */
export interface MeteredDoor {
  url: string;
  seen: Seen[];
  close(): void;
}

export async function openMeteredDoor(dynamoDbUrl: string): Promise<MeteredDoor> {
  const seen: Seen[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const body = (await json(incoming)) as Seen['body'] & { Item?: Record<string, unknown> };
    const metered = Buffer.from(JSON.stringify({ ...body, ReturnConsumedCapacity: 'TOTAL' }));
    const headers = { ...incoming.headers, 'content-length': String(metered.length) };
    send(dynamoDbUrl, { method: 'POST', headers }, async (answer) => {
      const content = await buffer(answer);
      const { ConsumedCapacity = [] } = JSON.parse(content.toString()) as {
        ConsumedCapacity?: { CapacityUnits: number } | { CapacityUnits: number }[];
      };
      const consumed = [ConsumedCapacity].flat();
      seen.push({
        operation: String(incoming.headers['x-amz-target']).split('.')[1] ?? '',
        units: consumed.reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0),
        item: body.Item,
        body,
      });
      outgoing
        .writeHead(answer.statusCode ?? 502, { 'content-type': 'application/x-amz-json-1.0' })
        .end(content);
    }).end(metered);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close: () => server.close(),
  };
}

/** What the calls of one scan cost. */
export function capacityRows(seen: readonly Seen[], scans: number): Row[] {
  const sum = (reads: boolean) =>
    seen
      .filter(({ operation }) => /^(Get|Query|BatchGet|Scan)/.test(operation) === reads)
      .reduce((units, call) => units + call.units, 0) / scans;
  const calls = [...new Set(seen.map(({ operation }) => operation))].join(', ');
  const detail = `as DynamoDB Local reports it, ${scans} scans; calls: ${calls}`;
  return [
    { name: 'write units of a scan', figure: sum(false), unit: 'WCU', goal: 1, detail },
    { name: 'read units of a scan', figure: sum(true), unit: 'RCU', goal: 0, detail },
  ];
}
