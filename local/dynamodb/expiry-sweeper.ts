import * as z from 'zod';
import type { TableView } from '../template/views.ts';
import { callDynamoDb, DynamoDbFault } from './wire.ts';

/** DynamoDB takes times more than five years back for mistakes and keeps the item. */
const FIVE_YEARS_SECONDS = 5 * 365 * 24 * 3_600;

export interface ExpirySweeperOptions {
  url: string;
  tables: readonly TableView[];
  /** The local clock, which may be years away from the real one. */
  clock: () => Date;
  /** Pause between sweeps; 60,000 when not given. The cloud promises "within a few days". */
  everyMs?: number;
  /** Told after a sweep that deleted something: streams have new records then. */
  onSwept?: (tableName: string, count: number) => void;
  /** Told when a sweep fails; the next one tries again. */
  onFault?: (fault: unknown) => void;
}

export interface ExpirySweeper {
  /** Sweeps now, e.g. because the clock was moved. @returns how many items it deleted */
  sweep(): Promise<number>;
  /** Waits for a sweep that is under way. */
  stop(): Promise<void>;
}

const pageSchema = z.object({
  Items: z.array(z.record(z.string(), z.unknown())).default([]),
  LastEvaluatedKey: z.unknown().optional(),
});

type Expiring = TableView & { expiryAttribute: string };

/** Deletes what has expired by the local clock, as DynamoDB's time to live does by the real one. */
export function startExpirySweeper(options: ExpirySweeperOptions): ExpirySweeper {
  const tables = options.tables.filter((table): table is Expiring => table.expiryAttribute !== undefined);
  let last: Promise<unknown> = Promise.resolve();

  function sweep(): Promise<number> {
    // One after the other, so that two sweeps do not compete for the same items.
    const next = last.then(() => sweepTables(options, tables));
    last = next.catch(() => undefined);
    return next;
  }

  const timer = setInterval(() => {
    sweep().catch(options.onFault ?? (() => {}));
  }, options.everyMs ?? 60_000);
  timer.unref();
  return {
    sweep,
    stop: async () => {
      clearInterval(timer);
      await last;
    },
  };
}

async function sweepTables(options: ExpirySweeperOptions, tables: readonly Expiring[]): Promise<number> {
  let total = 0;
  for (const table of tables) {
    const count = await sweepTable(options.url, table, Math.floor(options.clock().getTime() / 1_000));
    if (count > 0) options.onSwept?.(table.name, count);
    total += count;
  }
  return total;
}

async function sweepTable(url: string, table: Expiring, now: number): Promise<number> {
  const keys = table.keySchema.map(({ AttributeName }) => AttributeName);
  const expired = {
    ExpressionAttributeValues: {
      ':now': { N: String(now) },
      ':floor': { N: String(now - FIVE_YEARS_SECONDS) },
    },
  };
  let count = 0;
  let start: unknown;
  do {
    const page: z.infer<typeof pageSchema> = await callDynamoDb(
      url,
      'DynamoDB_20120810.Scan',
      {
        TableName: table.name,
        FilterExpression: '#expiry <= :now AND #expiry > :floor',
        ProjectionExpression: keys.map((_key, position) => `#key${position}`).join(', '),
        ExpressionAttributeNames: {
          '#expiry': table.expiryAttribute,
          ...Object.fromEntries(keys.map((key, position) => [`#key${position}`, key])),
        },
        ...expired,
        ...(start !== undefined && { ExclusiveStartKey: start }),
      },
      pageSchema,
    );
    for (const key of page.Items) count += await deleteExpired(url, table, key, expired);
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return count;
}

/** An item whose life was prolonged since it was found stays. */
async function deleteExpired(url: string, table: Expiring, key: object, expired: object): Promise<0 | 1> {
  try {
    await callDynamoDb(
      url,
      'DynamoDB_20120810.DeleteItem',
      {
        TableName: table.name,
        Key: key,
        ConditionExpression: '#expiry <= :now AND #expiry > :floor',
        ExpressionAttributeNames: { '#expiry': table.expiryAttribute },
        ...expired,
      },
      z.unknown(),
    );
    return 1;
  } catch (problem) {
    if (problem instanceof DynamoDbFault && problem.name === 'ConditionalCheckFailedException') return 0;
    throw problem;
  }
}
