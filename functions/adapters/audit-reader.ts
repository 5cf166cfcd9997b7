import { type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { type AuditEvent, auditEventSchema } from '../../domain/audit.ts';
import type { Day } from '../../domain/time.ts';
import { auditKey, DAY_INDEX } from './audit-trail.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { fromItem, toItem } from './dynamodb.ts';

/** A page of events, and where the next begins. */
export interface EventPage {
  events: AuditEvent[];
  nextCursor?: string;
}

/** The events of a day by record: the first each record had on it, with the day on which it had changed before. */
export interface DayPage {
  entries: { event: AuditEvent; since?: Day }[];
  /** Where to go on, as text; it is only part of what a caller carries. */
  next?: string;
}

/** Reads the table `audit`. */
export interface AuditReader {
  /** One page of a record's chain, read consistently. */
  events(entity: string, order: 'oldest' | 'newest', limit: number, cursor?: string): Promise<EventPage>;
  /** A record's events from one number to another, at most `limit`, read consistently. */
  range(entity: string, from: number, to: number, limit: number): Promise<AuditEvent[]>;
  /** One page of the records of a day; the index follows a write within milliseconds. */
  day(day: Day, order: 'oldest' | 'newest', limit: number, after?: string): Promise<DayPage>;
}

const SEQ = /^\d{8}$/;
/** Where a day's list goes on: moment, record and number of the last event. */
export const DAY_POSITION = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z [A-Z][\x21-\x7e]* \d{8}$/;

export function auditReaderIn(client: DynamoDBClient, table: string): AuditReader {
  return {
    async events(entity, order, limit, cursor) {
      const start = cursor && { pk: entity, sk: decodeCursor(cursor, SEQ) };
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: toItem({ ':pk': entity }),
          ScanIndexForward: order === 'oldest',
          ConsistentRead: true,
          Limit: limit,
          ...(start ? { ExclusiveStartKey: toItem(start) } : {}),
        }),
      );
      const last = LastEvaluatedKey && String(fromItem(LastEvaluatedKey)['sk']);
      return { events: Items.map(eventOf), ...(last ? { nextCursor: encodeCursor(last) } : {}) };
    },

    async range(entity, from, to, limit) {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
          ExpressionAttributeValues: toItem({
            ':pk': entity,
            ':from': auditKey(entity, from).sk,
            ':to': auditKey(entity, to).sk,
          }),
          ConsistentRead: true,
          Limit: limit,
        }),
      );
      return Items.map(eventOf);
    },

    async day(day, order, limit, after) {
      const [at, pk, sk] = after?.split(' ') ?? [];
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName: table,
          IndexName: DAY_INDEX,
          KeyConditionExpression: '#day = :day',
          ExpressionAttributeNames: { '#day': 'day' },
          ExpressionAttributeValues: toItem({ ':day': day }),
          ScanIndexForward: order === 'oldest',
          Limit: limit,
          ...(after ? { ExclusiveStartKey: toItem({ day, at, pk, sk }) } : {}),
        }),
      );
      const last = LastEvaluatedKey && fromItem(LastEvaluatedKey);
      return {
        entries: Items.map((item) => {
          const since = fromItem(item)['since'];
          return { event: eventOf(item), ...(typeof since === 'string' ? { since } : {}) };
        }),
        ...(last ? { next: [last['at'], last['pk'], last['sk']].join(' ') } : {}),
      };
    },
  };
}

function eventOf(item: Parameters<typeof fromItem>[0]): AuditEvent {
  return auditEventSchema.parse(fromItem(item));
}
