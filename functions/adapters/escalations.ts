import { type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { fromItem, toItem } from './dynamodb.ts';
import {
  applicationItemSchema,
  ESCALATED,
  ESCALATED_INDEX,
  keyOf,
  type StoredApplication,
} from './subsidies-items.ts';

/** The reviews that have missed a deadline (督办). */
export interface Escalations {
  /**
   * One page of them by queue, and of a queue the one that waits longest first.
   * @param queue of one queue only; of all where not given
   */
  page(
    queue: string | undefined,
    limit: number,
    cursor?: string,
  ): Promise<{ applications: StoredApplication[]; nextCursor?: string }>;
}

const PLACE = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z#[0-9A-Z]{12}`;
/** A place in the list of one queue: opened when, and a receipt code; it names no queue. In the list of all, with its queue. */
const IN_QUEUE = new RegExp(`^${PLACE}$`);
const IN_ALL = new RegExp(`^[A-Za-z]+#([a-z0-9-]+#)?${PLACE}$`);

export function escalationsIn(client: DynamoDBClient, table: string): Escalations {
  return {
    async page(queue, limit, cursor) {
      const prefix = queue === undefined ? '' : `${queue}#`;
      const start = cursor && prefix + decodeCursor(cursor, prefix ? IN_QUEUE : IN_ALL);
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName: table,
          IndexName: ESCALATED_INDEX,
          KeyConditionExpression: `escalatedPk = :all${prefix ? ' AND begins_with(escalatedSk, :queue)' : ''}`,
          ExpressionAttributeValues: toItem({ ':all': ESCALATED, ...(prefix ? { ':queue': prefix } : {}) }),
          Limit: limit,
          ...(start ? { ExclusiveStartKey: startKey(start) } : {}),
        }),
      );
      const last = LastEvaluatedKey && String(fromItem(LastEvaluatedKey)['escalatedSk']);
      return {
        applications: Items.map((item) => applicationItemSchema.parse(fromItem(item))),
        ...(last ? { nextCursor: encodeCursor(last.slice(prefix.length)) } : {}),
      };
    },
  };
}

function startKey(position: string) {
  const applicationId = position.slice(position.lastIndexOf('#') + 1);
  return toItem({ ...keyOf.application(applicationId), escalatedPk: ESCALATED, escalatedSk: position });
}
