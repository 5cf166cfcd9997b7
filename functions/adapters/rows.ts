import { type DynamoDBClient, QueryCommand, type QueryCommandInput } from '@aws-sdk/client-dynamodb';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { fromItem, toItem } from './dynamodb.ts';

/** Rows of one kind in a partition: how their sort keys begin, what follows, and which comes first. */
export interface RowKind {
  prefix: `${string}#`;
  position: RegExp;
  newestFirst: boolean;
}

/**
 * One page of the rows of a kind, read consistently.
 * @returns the rows as plain data, and the cursor of the next page
 * @throws DomainError `invalid-input` on field `cursor`
 */
export async function rowsOf(
  client: DynamoDBClient,
  TableName: string,
  pk: string,
  { prefix, position, newestFirst }: RowKind,
  limit: number,
  cursor?: string,
): Promise<{ rows: Record<string, unknown>[]; nextCursor?: string }> {
  const start = cursor && toItem({ pk, sk: prefix + decodeCursor(cursor, position) });
  const { Items = [], LastEvaluatedKey } = await client.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: toItem({ ':pk': pk, ':prefix': prefix }),
      ScanIndexForward: !newestFirst,
      ConsistentRead: true,
      Limit: limit,
      ...(start ? { ExclusiveStartKey: start } : {}),
    }),
  );
  const last = LastEvaluatedKey && String(fromItem(LastEvaluatedKey)['sk']);
  return {
    rows: Items.map(fromItem),
    ...(last ? { nextCursor: encodeCursor(last.slice(prefix.length)) } : {}),
  };
}

/**
 * All rows of a partition that stays small, in the order of their sort keys: a page of 1 MB a query, so one query as a rule.
 * @param consistent whether what was written a moment ago has to be among them, at twice the cost
 */
export async function* partitionOf(
  client: DynamoDBClient,
  TableName: string,
  pk: string,
  consistent: boolean,
): AsyncGenerator<Record<string, unknown>> {
  let ExclusiveStartKey: ReturnType<typeof toItem> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: toItem({ ':pk': pk }),
        ConsistentRead: consistent,
        ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}),
      }),
    );
    yield* Items.map(fromItem);
    ExclusiveStartKey = LastEvaluatedKey;
  } while (ExclusiveStartKey);
}

/** How many there are, as far as one query reads; `more` where there are others behind. */
export interface Count {
  count: number;
  more: boolean;
}

/** A count reads what it counts, so it stops here: a queue of a thousand needs no exact number on a button. */
const MOST_COUNTED = 1_000;

/** Counts what a query finds, in one call. */
export async function countOf(
  client: DynamoDBClient,
  query: Omit<QueryCommandInput, 'Select' | 'Limit'>,
): Promise<Count> {
  const { Count: count = 0, LastEvaluatedKey } = await client.send(
    new QueryCommand({ ...query, Select: 'COUNT', Limit: MOST_COUNTED }),
  );
  return { count, more: LastEvaluatedKey !== undefined };
}
