import { join } from 'node:path';
import { BatchWriteItemCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type DynamoDbLocal, startDynamoDb } from '../../local/dynamodb/dynamodb-local.ts';
import { ensureTables } from '../../local/dynamodb/tables.ts';
import { type Streams, type StreamsOptions, startStreams } from '../../local/streams/streams.ts';
import type { EventSourceMappingView, FunctionView, RoleView } from '../../local/template/views.ts';
import { notesTable } from './notes-table.ts';
import { temporaryFolders } from './temporary-folders.ts';

const newFolder = temporaryFolders();
const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:dead-letters';

interface Delivered {
  eventName: string;
  eventSourceARN: string;
  awsRegion: string;
  dynamodb: { Keys: { pk: { S: string } }; SequenceNumber: string };
}

let database: DynamoDbLocal;
let client: DynamoDBClient;
let tableCount = 0;
const running: Streams[] = [];

beforeAll(async () => {
  database = await startDynamoDb({ folder: newFolder() });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  client = new DynamoDBClient({ endpoint: database.url, region: 'us-east-1', credentials });
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((streams) => streams.close()));
});
afterAll(() => database.stop());

/** A table with a mapping to a function `consume`; everything else as a careful template would say it. */
async function platform(changes: Partial<EventSourceMappingView> = {}) {
  tableCount += 1;
  const name = `notes-${tableCount}`;
  const streamArn = `arn:aws:dynamodb:us-east-1:000000000000:table/${name}/stream/local`;
  await ensureTables(database.url, [{ ...notesTable, name, streamArn }]);
  const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:consumer';
  const mapping: EventSourceMappingView = {
    id: 'test/Mapping',
    functionArn,
    tableName: name,
    streamArn,
    batchSize: 10,
    batchingWindowSeconds: 0,
    maximumRetryAttempts: 2,
    maximumRecordAgeSeconds: -1,
    bisectOnError: true,
    reportsBatchItemFailures: false,
    onFailureQueueArn: QUEUE,
    ...changes,
  };
  const consumer: FunctionView = {
    id: 'test/Consumer',
    name: 'consumer',
    arn: functionArn,
    handler: 'index.handler',
    folder: '/',
    environment: {},
    timeoutSeconds: 3,
    memoryMb: 128,
    roleArn: 'arn:aws:iam::000000000000:role/consumer',
  };
  const allow = (actions: string[], resource: string) => ({
    sid: undefined,
    effect: 'Allow' as const,
    actions,
    notActions: [],
    resources: [resource],
    notResources: [],
    conditions: {},
  });
  const role: RoleView = {
    id: 'test/ConsumerRole',
    name: 'consumer',
    arn: consumer.roleArn,
    statements: [
      allow(['dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:DescribeStream'], streamArn),
      allow(['sqs:SendMessage'], QUEUE),
    ],
  };
  const queue: Record<string, unknown>[] = [];
  const options: Omit<StreamsOptions, 'invoke'> = {
    dynamoDbUrl: database.url,
    mappings: [mapping],
    functions: [consumer],
    roles: [role],
    region: 'us-east-1',
    sendToQueue: async (_arn, body) => void queue.push(JSON.parse(body) as Record<string, unknown>),
    checkpointFile: join(newFolder(), 'checkpoints.sqlite'),
    warn: () => {},
  };
  return {
    queue,
    options,
    streamArn,
    start: (consume: (ids: string[], records: Delivered[]) => unknown) => {
      const streams = startStreams({
        ...options,
        invoke: async (_arn, event) => {
          const { Records } = event as { Records: Delivered[] };
          try {
            return { payload: (await consume(Records.map(idOf), Records)) ?? null };
          } catch (problem) {
            return { payload: { errorType: String(problem) }, functionError: 'Unhandled' };
          }
        },
      });
      running.push(streams);
      return streams;
    },
    put: async (...ids: string[]) => {
      const requests = ids.map((id) => ({ PutRequest: { Item: { pk: { S: id }, sk: { S: 'NOTE' } } } }));
      if (requests.length > 1) {
        // One request, so that the records are there together.
        await client.send(new BatchWriteItemCommand({ RequestItems: { [name]: requests } }));
      } else {
        await client.send(new PutItemCommand({ TableName: name, Item: requests[0]?.PutRequest.Item }));
      }
    },
    name,
  };
}

function idOf({ dynamodb }: Delivered): string {
  return dynamodb.Keys.pk.S;
}

describe('an event source mapping', () => {
  it('delivers what was written before it started, in the shape of Lambda', async () => {
    const { put, start, streamArn } = await platform();
    await put('a');
    const seen: Delivered[] = [];
    await start((_ids, records) => void seen.push(...records)).idle();
    expect(seen).toEqual([
      {
        eventID: expect.any(String),
        eventName: 'INSERT',
        eventVersion: '1.1',
        eventSource: 'aws:dynamodb',
        awsRegion: 'us-east-1',
        eventSourceARN: streamArn,
        dynamodb: {
          ApproximateCreationDateTime: expect.any(Number),
          Keys: { pk: { S: 'a' }, sk: { S: 'NOTE' } },
          NewImage: { pk: { S: 'a' }, sk: { S: 'NOTE' } },
          SequenceNumber: expect.stringMatching(/^\d+$/),
          SizeBytes: expect.any(Number),
          StreamViewType: 'NEW_AND_OLD_IMAGES',
        },
      },
    ]);
  });

  it('delivers within 200 ms without a nudge, and sooner with one', async () => {
    const { put, start, name } = await platform();
    let arrived = (_at: number) => {};
    const streams = start(() => arrived(performance.now()));
    await streams.idle();
    const latency = async (id: string, nudge: boolean) => {
      const arrival = new Promise<number>((resolve) => {
        arrived = resolve;
      });
      await put(id);
      const written = performance.now();
      if (nudge) streams.nudge(name);
      return (await arrival) - written;
    };
    const median = async (prefix: string, nudge: boolean) => {
      const times: number[] = [];
      for (let count = 0; count < 3; count += 1) {
        // Long enough for the pauses between polls to be at their longest again.
        await new Promise((resolve) => setTimeout(resolve, 500));
        times.push(await latency(`${prefix}-${count}`, nudge));
      }
      return times.sort((a, b) => a - b)[1];
    };
    await latency('warm', false);
    expect(await median('polled', false)).toBeLessThan(250);
    expect(await median('nudged', true)).toBeLessThan(100);
  });

  it('sends a poison record to the queue by its place only, and delivers the ones around it', async () => {
    const { put, start, queue, streamArn } = await platform();
    await put('a', 'b', 'poison', 'c', 'd');
    const handled: string[] = [];
    let attempts = 0;
    const streams = start((ids) => {
      if (ids.includes('poison')) {
        if (ids.length === 1) attempts += 1;
        throw new Error('cannot');
      }
      handled.push(...ids);
    });
    await streams.idle();
    expect([...handled].sort()).toEqual(['a', 'b', 'c', 'd']);
    expect(attempts).toBe(3);
    expect(queue).toHaveLength(1);
    expect(queue[0]).toMatchObject({
      version: '1.0',
      requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 3 },
      DDBStreamBatchInfo: { batchSize: 1, streamArn, shardId: expect.stringMatching(/^shardId-/) },
    });
    expect(JSON.stringify(queue)).not.toContain('poison');

    await put('next');
    await streams.idle();
    expect(handled).toContain('next');
  });

  it('keeps the order and tries again until it works, when there is time', async () => {
    const { put, start, queue } = await platform({ maximumRetryAttempts: -1, bisectOnError: false });
    const handled: string[] = [];
    let failures = 4;
    const streams = start((ids) => {
      failures -= 1;
      if (failures >= 0) throw new Error('not yet');
      handled.push(...ids);
    });
    for (const id of ['a', 'b', 'c']) await put(id);
    await streams.idle();
    expect(handled).toEqual(['a', 'b', 'c']);
    expect(queue).toEqual([]);
  });

  it('goes on behind the records that a function reports as handled', async () => {
    const { put, start, queue } = await platform({ reportsBatchItemFailures: true, bisectOnError: false });
    await put('a', 'b', 'c', 'd');
    const calls: string[][] = [];
    const bad = new Set<string>();
    await start((ids, records) => {
      calls.push(ids);
      const third = calls[0]?.[2] ?? '';
      if (calls.length === 1) bad.add(third);
      const failed = records.find((record) => bad.has(idOf(record)));
      bad.clear();
      return { batchItemFailures: failed ? [{ itemIdentifier: failed.dynamodb.SequenceNumber }] : [] };
    }).idle();
    expect(calls.map(({ length }) => length)).toEqual([4, 2]);
    expect(calls[1]).toEqual(calls[0]?.slice(2));
    expect(queue).toEqual([]);
  });

  it('delivers again after a restart what was not done, and not what was', async () => {
    const { put, start } = await platform({ maximumRetryAttempts: -1, batchSize: 1 });
    const first: string[] = [];
    await put('a');
    const before = start((ids) => {
      if (ids.includes('b')) throw new Error('the platform is about to end');
      first.push(...ids);
    });
    await before.idle();
    await put('b');
    await put('c');
    await new Promise((resolve) => setTimeout(resolve, 100));
    await before.close();
    expect(first).toEqual(['a']);

    const second: string[] = [];
    await start((ids) => void second.push(...ids)).idle();
    expect(second).toEqual(['b', 'c']);
  });

  it('waits for the queue rather than dropping a record', async () => {
    const { put, start, options, queue } = await platform({ maximumRetryAttempts: 0 });
    let refusals = 2;
    const sendToQueue = options.sendToQueue;
    options.sendToQueue = async (arn, body) => {
      refusals -= 1;
      if (refusals >= 0) throw new Error('The queue is away.');
      await sendToQueue(arn, body);
    };
    await put('poison');
    await start(() => {
      throw new Error('cannot');
    }).idle();
    expect(queue).toHaveLength(1);
  });

  it('gives up a record at its age, but not for the time in which the platform was off', async () => {
    const { put, start, queue } = await platform({ maximumRetryAttempts: -1, maximumRecordAgeSeconds: 1 });
    await put('old');
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    let attempts = 0;
    await start(() => {
      attempts += 1;
      throw new Error('cannot');
    }).idle();
    expect(attempts).toBeGreaterThan(1);
    expect(queue).toMatchObject([{ requestContext: { condition: 'RecordAgeExceeded' } }]);
  });

  it('is refused when the role of its function may not read the stream', async () => {
    const { options, start } = await platform();
    options.roles = options.roles.map((role) => ({ ...role, statements: role.statements.slice(1) }));
    expect(() => start(() => {})).toThrow(
      /test\/Mapping needs dynamodb:GetRecords on .*role test\/ConsumerRole/,
    );
  });
});
