import { type DynamoDBClient, GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { type AuditEntry, EMPTY_CHAIN } from '../../domain/audit.ts';
import { DomainError } from '../../domain/errors.ts';
import { type Venue, venueSchema } from '../../domain/itinerary/venue.ts';
import { appendEvent } from './audit-trail.ts';
import { fromItem, toItem } from './dynamodb.ts';
import { type Answered, answeredSchema } from './idempotency.ts';
import { writeTogether } from './transaction.ts';

const PARTITION = 'VENUES';

/** Venues (场所) in the table `itinerary`. */
export interface Venues {
  /** @throws DomainError `venue-not-found` */
  read(venueId: string): Promise<Venue>;
  list(limit: number, after?: string): Promise<{ venues: Venue[]; nextKey?: string }>;
  /**
   * Writes a venue, the memory of its request and its first event: all or nothing.
   * @returns the memory of the same request where one was answered before
   */
  create(
    venue: Venue,
    entry: AuditEntry,
    requestKey: string,
    answered: Answered,
  ): Promise<Answered | undefined>;
}

/** @param auditTable needed to create; readers leave it out */
export function venuesIn(client: DynamoDBClient, table: string, auditTable = ''): Venues {
  return {
    async read(venueId) {
      const { Item } = await client.send(
        new GetItemCommand({ TableName: table, Key: toItem({ pk: PARTITION, sk: venueId }) }),
      );
      if (!Item) throw new DomainError('venue-not-found');
      return venueSchema.parse(fromItem(Item));
    },
    async list(limit, after) {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: toItem({ ':pk': PARTITION }),
          Limit: limit,
          ...(after ? { ExclusiveStartKey: toItem({ pk: PARTITION, sk: after }) } : {}),
        }),
      );
      const nextKey = LastEvaluatedKey && String(fromItem(LastEvaluatedKey)['sk']);
      return {
        venues: Items.map((item) => venueSchema.parse(fromItem(item))),
        ...(nextKey ? { nextKey } : {}),
      };
    },
    async create(venue, entry, requestKey, answered) {
      const event = appendEvent(auditTable, EMPTY_CHAIN, entry);
      const refused = await writeTogether(client, [
        {
          Put: {
            TableName: table,
            Item: toItem({ pk: `VENUE-REQUEST#${requestKey}`, sk: 'REQUEST', answered }),
            ConditionExpression: 'attribute_not_exists(pk)',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          },
        },
        {
          Put: {
            TableName: table,
            Item: toItem({ pk: PARTITION, sk: venue.venueId, ...venue }),
            ConditionExpression: 'attribute_not_exists(pk)',
          },
        },
        event.write,
      ]);
      if (!refused) return undefined;
      if (refused.index !== 0 || !refused.stored) throw new DomainError('temporarily-unavailable');
      return answeredSchema.parse(fromItem(refused.stored)['answered']);
    },
  };
}
