import { type AttributeValue, type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Actor } from '../../domain/identity.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { fromItem, toItem } from './dynamodb.ts';
import { type Count, countOf } from './rows.ts';
import { applicationItemSchema, keyOf, QUEUE_INDEX, type StoredApplication } from './subsidies-items.ts';

/** The queues (待办) of open reviews. */
export interface ReviewQueue {
  /**
   * One page of a queue as an officer sees it, earliest deadline first; the index follows a write within milliseconds.
   * Reviews that a conflict of interest keeps from him are left out by the query itself, which then goes on for what is
   * lacking: a page is full, or the last, or has met more than three times as many of those as it has places.
   */
  page(
    queue: string,
    officer: Pick<Actor, 'sub' | 'uscc'>,
    limit: number,
    cursor?: string,
  ): Promise<{ applications: StoredApplication[]; nextCursor?: string }>;
  /** How many reviews an officer sees in a queue. */
  count(queue: string, officer: Pick<Actor, 'sub' | 'uscc'>): Promise<Count>;
}

/** A place in a queue: a deadline and a receipt code. It names no queue: a cursor reads on in the caller's own. */
const POSITION = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z#[0-9A-Z]{12}$/;

/** Queries a page takes at most. */
const ROUNDS = 4;

export function reviewQueueIn(client: DynamoDBClient, table: string): ReviewQueue {
  /** The queue without what a conflict of interest, declared or found, keeps from an officer. */
  const visibleTo = ({ sub, uscc }: Pick<Actor, 'sub' | 'uscc'>, queue: string) => ({
    TableName: table,
    IndexName: QUEUE_INDEX,
    KeyConditionExpression: 'queuePk = :queue',
    FilterExpression: 'NOT contains(recused, :sub) AND enterprise.uscc <> :own',
    ExpressionAttributeValues: toItem({ ':queue': queue, ':sub': sub, ':own': uscc ?? 'none' }),
  });
  return {
    async page(queue, officer, limit, cursor) {
      const found: Record<string, AttributeValue>[] = [];
      let start = cursor && startKey(queue, decodeCursor(cursor, POSITION));
      for (let round = 0; round < ROUNDS && (round === 0 || start) && found.length < limit; round += 1) {
        const { Items = [], LastEvaluatedKey } = await client.send(
          new QueryCommand({
            ...visibleTo(officer, queue),
            // Just what is lacking: the last row read is then the last row of the page, and the cursor is exact.
            Limit: limit - found.length,
            ...(start ? { ExclusiveStartKey: start } : {}),
          }),
        );
        found.push(...Items);
        start = LastEvaluatedKey;
      }
      const last = start && String(fromItem(start)['queueSk']);
      return {
        applications: found.map((item) => applicationItemSchema.parse(fromItem(item))),
        ...(last ? { nextCursor: encodeCursor(last) } : {}),
      };
    },
    count: (queue, officer) => countOf(client, visibleTo(officer, queue)),
  };
}

function startKey(queue: string, position: string) {
  const applicationId = position.slice(position.indexOf('#') + 1);
  return toItem({ ...keyOf.application(applicationId), queuePk: queue, queueSk: position });
}
