import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import type { Actor } from '../../domain/identity.ts';
import type { Day } from '../../domain/time.ts';
import { fromItem, toItem } from './dynamodb.ts';
import { officerItemSchema, officerKeyOf, type StoredOfficer } from './officer-items.ts';

/** Who works in which queue: there is no directory of officers, so whoever opens a queue is known there from then on. */
export interface Officers {
  /** Notes that an officer looked at a queue today: one write an officer, queue and day. */
  seen(queue: string, officer: Actor, today: Day): Promise<void>;
  /** The officers of a queue, at most 100: a queue is one office's or one bureau's. */
  of(queue: string): Promise<StoredOfficer[]>;
  /** One officer of a queue; undefined where he has never opened it. */
  find(queue: string, sub: string): Promise<StoredOfficer | undefined>;
}

export function officersIn(client: DynamoDBClient, table: string): Officers {
  // What this instance has noted: a queue is read every second, and a condition that fails is billed as well.
  const noted = new Map<string, string>();
  return {
    async seen(queue, officer, today) {
      const item = { ...officer, seenOn: today };
      const content = JSON.stringify(item);
      if (noted.get(`${queue} ${officer.sub}`) === content) return;
      try {
        await client.send(
          new PutItemCommand({
            TableName: table,
            Item: toItem({ ...officerKeyOf.officer(queue, officer.sub), ...item, content }),
            ConditionExpression: 'attribute_not_exists(pk) OR content <> :content',
            ExpressionAttributeValues: toItem({ ':content': content }),
          }),
        );
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
      noted.set(`${queue} ${officer.sub}`, content);
    },

    async of(queue) {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: toItem({ ':pk': officerKeyOf.officer(queue, '').pk }),
          Limit: 100,
        }),
      );
      return Items.map((item) => officerItemSchema.parse(fromItem(item)));
    },

    async find(queue, sub) {
      const Key = toItem(officerKeyOf.officer(queue, sub));
      const { Item } = await client.send(new GetItemCommand({ TableName: table, Key, ConsistentRead: true }));
      return Item && officerItemSchema.parse(fromItem(Item));
    },
  };
}
