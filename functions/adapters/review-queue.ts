import { type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { fromItem, toItem } from './dynamodb.ts';
import { applicationItemSchema, keyOf, QUEUE_INDEX, type StoredApplication } from './subsidies-items.ts';

/** The queues (待办) of open reviews. */
export interface ReviewQueue {
  /** One page of a queue, earliest deadline first; the index follows a write within milliseconds. */
  page(
    queue: string,
    limit: number,
    cursor?: string,
  ): Promise<{ applications: StoredApplication[]; nextCursor?: string }>;
}

/** A place in a queue: a deadline and a receipt code. It names no queue: a cursor reads on in the caller's own. */
const POSITION = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z#[0-9A-Z]{12}$/;

export function reviewQueueIn(client: DynamoDBClient, table: string): ReviewQueue {
  return {
    async page(queue, limit, cursor) {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName: table,
          IndexName: QUEUE_INDEX,
          KeyConditionExpression: 'queuePk = :queue',
          ExpressionAttributeValues: toItem({ ':queue': queue }),
          Limit: limit,
          ...(cursor ? { ExclusiveStartKey: startKey(queue, decodeCursor(cursor, POSITION)) } : {}),
        }),
      );
      const last = LastEvaluatedKey && String(fromItem(LastEvaluatedKey)['queueSk']);
      return {
        applications: Items.map((item) => applicationItemSchema.parse(fromItem(item))),
        ...(last ? { nextCursor: encodeCursor(last) } : {}),
      };
    },
  };
}

function startKey(queue: string, position: string) {
  const applicationId = position.slice(position.indexOf('#') + 1);
  return toItem({ ...keyOf.application(applicationId), queuePk: queue, queueSk: position });
}
