import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod';
import type { IndexView, TableView } from '../template/views.ts';
import { callDynamoDb, DynamoDbFault } from './wire.ts';

const SETTLED_WITHIN_MS = 30_000;

const indexSchema = z.object({
  IndexName: z.string(),
  IndexStatus: z.string(),
  KeySchema: z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) })),
  Projection: z.object({
    ProjectionType: z.string().optional(),
    NonKeyAttributes: z.array(z.string()).optional(),
  }),
});

const describedSchema = z.object({
  Table: z.object({
    TableStatus: z.string(),
    KeySchema: z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) })),
    GlobalSecondaryIndexes: z.array(indexSchema).default([]),
    StreamSpecification: z.object({ StreamViewType: z.string().optional() }).optional(),
    LatestStreamArn: z.string().optional(),
  }),
});

type Described = z.infer<typeof describedSchema>['Table'];

/**
 * Makes the tables as the template says: creates what is missing, follows changed indexes and streams, keeps all data.
 * Expiry is not turned on, because DynamoDB Local knows only real time: see `startExpirySweeper`.
 * @throws Error with one sentence when the keys of an existing table differ
 */
export async function ensureTables(url: string, tables: readonly TableView[]): Promise<void> {
  await Promise.all(tables.map((table) => ensureTable(url, table)));
}

/** ARN of the table's stream in DynamoDB Local, which differs from the template's; undefined without a stream. */
export async function localStreamArn(url: string, tableName: string): Promise<string | undefined> {
  return (await describe(url, tableName))?.LatestStreamArn;
}

async function ensureTable(url: string, table: TableView): Promise<void> {
  const existing = await describe(url, table.name);
  if (!existing) return create(url, table);
  if (keys(existing.KeySchema) !== keys(table.keySchema)) {
    throw new Error(
      `Table ${table.name} has other keys than the template: start with --fresh to make it anew.`,
    );
  }
  await followStream(url, table, existing);
  await followIndexes(url, table, existing);
}

async function create(url: string, table: TableView): Promise<void> {
  await call(url, 'CreateTable', {
    TableName: table.name,
    KeySchema: table.keySchema,
    AttributeDefinitions: table.attributeDefinitions,
    BillingMode: 'PAY_PER_REQUEST',
    ...(table.globalIndexes.length > 0 && { GlobalSecondaryIndexes: table.globalIndexes }),
    ...(table.localIndexes.length > 0 && { LocalSecondaryIndexes: table.localIndexes }),
    ...(table.streamViewType && {
      StreamSpecification: { StreamEnabled: true, StreamViewType: table.streamViewType },
    }),
  });
  await settled(url, table.name);
}

async function followStream(url: string, table: TableView, existing: Described): Promise<void> {
  const current = existing.StreamSpecification?.StreamViewType;
  if (current === table.streamViewType) return;
  const update = (specification: object) =>
    call(url, 'UpdateTable', { TableName: table.name, StreamSpecification: specification });
  if (current) await update({ StreamEnabled: false });
  if (table.streamViewType) await update({ StreamEnabled: true, StreamViewType: table.streamViewType });
}

/** DynamoDB takes one change of indexes at a time. */
async function followIndexes(url: string, table: TableView, existing: Described): Promise<void> {
  const wanted = new Set(table.globalIndexes.map(shape));
  const present = new Set(existing.GlobalSecondaryIndexes.map(shape));
  const changes = [
    ...existing.GlobalSecondaryIndexes.filter((index) => !wanted.has(shape(index))).map(({ IndexName }) => ({
      Delete: { IndexName },
    })),
    ...table.globalIndexes.filter((index) => !present.has(shape(index))).map((index) => ({ Create: index })),
  ];
  for (const change of changes) {
    await call(url, 'UpdateTable', {
      TableName: table.name,
      AttributeDefinitions: table.attributeDefinitions,
      GlobalSecondaryIndexUpdates: [change],
    });
    await settled(url, table.name);
  }
}

/** Waits until table and indexes are made or gone. */
async function settled(url: string, tableName: string): Promise<void> {
  const until = performance.now() + SETTLED_WITHIN_MS;
  while (performance.now() < until) {
    if (await isSettled(url, tableName)) return;
    await wait(50);
  }
  throw new Error(`Table ${tableName} was not ready within ${SETTLED_WITHIN_MS / 1_000} seconds.`);
}

async function isSettled(url: string, tableName: string): Promise<boolean> {
  try {
    const table = await describe(url, tableName);
    const indexes = table?.GlobalSecondaryIndexes ?? [];
    return [table?.TableStatus, ...indexes.map(({ IndexStatus }) => IndexStatus)].every(
      (state) => state === 'ACTIVE',
    );
  } catch (problem) {
    // DynamoDB Local now and then fails to describe a table while it makes or drops an index.
    if (problem instanceof DynamoDbFault && problem.name === 'InternalFailure') return false;
    throw problem;
  }
}

async function describe(url: string, tableName: string): Promise<Described | undefined> {
  try {
    const target = 'DynamoDB_20120810.DescribeTable';
    return (await callDynamoDb(url, target, { TableName: tableName }, describedSchema)).Table;
  } catch (problem) {
    if (problem instanceof DynamoDbFault && problem.name === 'ResourceNotFoundException') return undefined;
    throw problem;
  }
}

function call(url: string, operation: string, body: object): Promise<unknown> {
  return callDynamoDb(url, `DynamoDB_20120810.${operation}`, body, z.unknown());
}

function keys(schema: Described['KeySchema']): string {
  return schema.map(({ AttributeName, KeyType }) => `${KeyType} ${AttributeName}`).join(', ');
}

/** What makes an index this index: name, keys and projection. */
function shape(
  index: Pick<IndexView | z.infer<typeof indexSchema>, 'IndexName' | 'KeySchema' | 'Projection'>,
): string {
  const { ProjectionType, NonKeyAttributes = [] } = index.Projection;
  return JSON.stringify([
    index.IndexName,
    keys(index.KeySchema),
    ProjectionType,
    [...NonKeyAttributes].sort(),
  ]);
}
