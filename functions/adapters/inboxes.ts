import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { DomainError } from '../../domain/errors.ts';
import type { Inbox } from '../../domain/notices/inbox.ts';
import { expiryOf, NOTICE_ID, type Notice, oldestNotice } from '../../domain/notices/notice.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { fromItem, toItem } from './dynamodb.ts';
import { noticeItemSchema, noticeKeyOf, readerItemSchema } from './notices-items.ts';

/** A person at an inbox. */
export interface Reader {
  inbox: Inbox;
  sub: string;
}

/**
 * The inboxes (收件箱) in the table `notices`. An inbox may have many readers; each has read what he has read.
 * A cursor is a notice's id and names no inbox: it reads on in the caller's own.
 */
export interface Inboxes {
  /** Puts a notice into an inbox; one that lies there already stays as it is. */
  put(inbox: Inbox, notice: Notice): Promise<void>;
  /** One page, newest first, with what the reader has read. */
  page(
    reader: Reader,
    now: Date,
    limit: number,
    cursor?: string,
  ): Promise<{ notices: (Notice & { read: boolean })[]; nextCursor?: string }>;
  /** How many of the newest `most` notices the reader has not read. */
  unread(reader: Reader, now: Date, most: number): Promise<number>;
  /** @throws DomainError `notice-not-found` */
  markRead(reader: Reader, noticeId: string): Promise<void>;
  /** Marks all notices up to this one; a mark never goes back. */
  markReadUpTo(reader: Reader, noticeId: string): Promise<void>;
}

export function inboxesIn(client: DynamoDBClient, TableName: string): Inboxes {
  /** The last notice up to which a person has read; '' before the first. */
  async function readUpTo({ inbox, sub }: Reader): Promise<string> {
    const Key = toItem(noticeKeyOf.reader(inbox, sub));
    const { Item } = await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }));
    return Item ? readerItemSchema.parse(fromItem(Item)).upTo : '';
  }

  return {
    async put(inbox, notice) {
      try {
        await client.send(
          new PutItemCommand({
            TableName,
            Item: toItem({
              ...noticeKeyOf.notice(inbox, notice.noticeId),
              ...notice,
              expiresAt: expiryOf(notice),
            }),
            ConditionExpression: 'attribute_not_exists(pk)',
          }),
        );
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    },

    async page(reader, now, limit, cursor) {
      const { pk } = noticeKeyOf.notice(reader.inbox, '');
      const start = cursor && toItem({ pk, sk: decodeCursor(cursor, NOTICE_ID) });
      const [upTo, { Items = [], LastEvaluatedKey }] = await Promise.all([
        readUpTo(reader),
        client.send(
          new QueryCommand({
            TableName,
            KeyConditionExpression: 'pk = :pk AND sk > :oldest',
            ExpressionAttributeValues: toItem({ ':pk': pk, ':oldest': oldestNotice(now) }),
            ScanIndexForward: false,
            ConsistentRead: true,
            Limit: limit,
            ...(start ? { ExclusiveStartKey: start } : {}),
          }),
        ),
      ]);
      const last = LastEvaluatedKey && String(fromItem(LastEvaluatedKey)['sk']);
      return {
        notices: Items.map((item) => {
          const { readBy, ...notice } = noticeItemSchema.parse(fromItem(item));
          return { ...notice, read: notice.noticeId <= upTo || readBy.has(reader.sub) };
        }),
        ...(last ? { nextCursor: encodeCursor(last) } : {}),
      };
    },

    async unread(reader, now, most) {
      const upTo = await readUpTo(reader);
      const oldest = oldestNotice(now);
      const { Count = 0 } = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'pk = :pk AND sk > :after',
          FilterExpression: 'NOT contains(readBy, :me)',
          ExpressionAttributeValues: toItem({
            ':pk': noticeKeyOf.notice(reader.inbox, '').pk,
            ':after': upTo > oldest ? upTo : oldest,
            ':me': reader.sub,
          }),
          ScanIndexForward: false,
          ConsistentRead: true,
          Limit: most,
          Select: 'COUNT',
        }),
      );
      return Count;
    },

    async markRead({ inbox, sub }, noticeId) {
      try {
        await client.send(
          new UpdateItemCommand({
            TableName,
            Key: toItem(noticeKeyOf.notice(inbox, noticeId)),
            UpdateExpression: 'ADD readBy :me',
            ConditionExpression: 'attribute_exists(pk)',
            ExpressionAttributeValues: toItem({ ':me': new Set([sub]) }),
          }),
        );
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) throw new DomainError('notice-not-found');
        throw error;
      }
    },

    async markReadUpTo({ inbox, sub }, noticeId) {
      try {
        await client.send(
          new UpdateItemCommand({
            TableName,
            Key: toItem(noticeKeyOf.reader(inbox, sub)),
            UpdateExpression: 'SET upTo = :upTo',
            ConditionExpression: 'attribute_not_exists(upTo) OR upTo < :upTo',
            ExpressionAttributeValues: toItem({ ':upTo': noticeId }),
          }),
        );
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    },
  };
}
