import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { AuditEntry } from '../../domain/audit.ts';
import { DomainError } from '../../domain/errors.ts';
import { type Address, type ChannelId, channelIds } from '../../domain/notices/channels.ts';
import type { Inbox } from '../../domain/notices/inbox.ts';
import { lastOutcomeSchema } from '../../domain/notices/settings.ts';
import { appendEvent } from './audit-trail.ts';
import { fromItem, toItem } from './dynamodb.ts';
import { type Answered, answeredSchema } from './idempotency.ts';
import type { Reader } from './inboxes.ts';
import {
  noticeKeyOf,
  type StoredSettings,
  type StoredTest,
  settingsItemSchema,
  testItemSchema,
} from './notices-items.ts';
import { partitionOf } from './rows.ts';
import { writeTogether } from './transaction.ts';

/** What a save changes of the addresses: a new one, or null where it is taken away; the others stay as they are. */
export type AddressChanges = Partial<Record<ChannelId, Address | null>>;
export type LastOutcomes = Partial<Record<ChannelId, z.infer<typeof lastOutcomeSchema>>>;

const outcomeRowSchema = lastOutcomeSchema.extend({ sk: z.string() });
const DAY_SECONDS = 86_400;

/** What people want of their inboxes (通知设置), and where to. Addresses are written here and read nowhere but where is sent. */
export interface NoticeSettingsStore {
  read(reader: Reader): Promise<StoredSettings | undefined>;
  /** What became of the last message to each channel of a person. */
  lastOutcomes(reader: Reader): Promise<LastOutcomes>;
  /**
   * Writes the next version with its addresses and its event, if nobody changed it since it was read.
   * @throws DomainError `version-changed`
   */
  save(
    reader: Reader,
    settings: Omit<StoredSettings, 'audit'>,
    changes: AddressChanges,
    head: StoredSettings['audit'],
    entry: AuditEntry,
  ): Promise<void>;
  /**
   * Asks for a message to a person's own channel; the stream carries it on.
   * @returns the memory of the same request where one was answered before
   */
  askForTest(reader: Reader, testId: string, test: StoredTest, now: Date): Promise<Answered | undefined>;
}

export function noticeSettingsIn(
  client: DynamoDBClient,
  tables: { notices: string; audit: string },
): NoticeSettingsStore {
  const TableName = tables.notices;
  return {
    async read({ inbox, sub }) {
      const Key = toItem(noticeKeyOf.settings(inbox, sub));
      const { Item } = await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }));
      return Item && settingsItemSchema.parse(fromItem(Item));
    },

    async lastOutcomes({ inbox, sub }) {
      const { pk } = noticeKeyOf.reader(inbox, sub);
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :outcomes)',
          ExpressionAttributeValues: toItem({ ':pk': pk, ':outcomes': 'OUTCOME#' }),
          ConsistentRead: true,
        }),
      );
      const rows = Items.map((item) => outcomeRowSchema.parse(fromItem(item)));
      return Object.fromEntries(
        channelIds.flatMap((channel) => {
          const row = rows.find(({ sk }) => sk === noticeKeyOf.outcome(inbox, sub, channel).sk);
          return row ? [[channel, { at: row.at, outcome: row.outcome }]] : [];
        }),
      );
    },

    async save({ inbox, sub }, settings, changes, head, entry) {
      const event = appendEvent(tables.audit, head, entry);
      const before = settings.version - 1;
      const addresses = Object.entries(changes).map(([channel, address]): TransactWriteItem => {
        const key = noticeKeyOf.address(inbox, sub, channel as ChannelId);
        return address
          ? { Put: { TableName, Item: toItem({ ...key, ...address }) } }
          : { Delete: { TableName, Key: toItem(key) } };
      });
      const refused = await writeTogether(client, [
        {
          Put: {
            TableName,
            Item: toItem({ ...noticeKeyOf.settings(inbox, sub), ...settings, audit: event.head }),
            ConditionExpression: before === 0 ? 'attribute_not_exists(pk)' : 'version = :before',
            ...(before === 0 ? {} : { ExpressionAttributeValues: toItem({ ':before': before }) }),
          },
        },
        ...addresses,
        event.write,
      ]);
      if (refused) throw new DomainError('version-changed');
    },

    async askForTest({ inbox, sub }, testId, test, now) {
      try {
        await client.send(
          new PutItemCommand({
            TableName,
            Item: toItem({
              ...noticeKeyOf.test(inbox, sub, testId),
              ...test,
              expiresAt: Math.ceil(now.getTime() / 1000) + DAY_SECONDS,
            }),
            ConditionExpression: 'attribute_not_exists(pk)',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
        return undefined;
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException) || !error.Item) throw error;
        return answeredSchema.parse(fromItem(error.Item)['answered']);
      }
    },
  };
}

/** Who wants what of an inbox, as the relay needs it. */
export interface Subscribers {
  /** Everyone who has settings for an inbox. */
  of(inbox: Inbox): Promise<StoredSettings[]>;
  /** What a test asks for; undefined when it is gone. */
  test(pk: string, sk: string): Promise<StoredTest | undefined>;
}

export function subscribersIn(client: DynamoDBClient, TableName: string): Subscribers {
  return {
    async of(inbox) {
      const found: StoredSettings[] = [];
      for await (const row of partitionOf(client, TableName, noticeKeyOf.settings(inbox, '').pk, false))
        found.push(settingsItemSchema.parse(row));
      return found;
    },
    async test(pk, sk) {
      const Key = toItem({ pk, sk });
      const { Item } = await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }));
      return Item && testItemSchema.parse(fromItem(Item));
    },
  };
}
