import { createHash } from 'node:crypto';
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { type Address, addressSchema, targetOf } from '../../domain/notices/channels.ts';
import { type Notice, noticeSchema } from '../../domain/notices/notice.ts';
import { exhausted, nextSend, paces } from '../../domain/notices/pace.ts';
import type { OutcomeOfSend } from '../../domain/notices/settings.ts';
import { addMilliseconds, toInstant } from '../../domain/time.ts';
import { fromItem, toItem } from './dynamodb.ts';
import { type Delivery, noticeKeyOf } from './notices-items.ts';

/** A sender that has not finished within this has crashed: longer than a send may take, shorter than a repeat waits. */
const LEASE_MS = 20_000;
/** What was sent is remembered longer than a message can stay in the queue (14 days). */
const MEMORY_SECONDS = 15 * 86_400;
const PACE_SECONDS = 3_600;

const deliveryRowSchema = z.object({ sentAt: z.string().optional() });
const paceRowSchema = z.object({ version: z.int(), allowed: z.array(z.number()) });

/** What the sending of notices keeps: what has been sent, and how much to whom. */
export interface Deliveries {
  /** Where a message goes to; undefined when its person has taken the channel away. */
  address(delivery: Delivery): Promise<Address | undefined>;
  /** The notice a message is about; undefined when it is gone. */
  notice(inbox: string, noticeId: string): Promise<Notice | undefined>;
  /**
   * Asks for leave to send to a target, however many senders ask at once.
   * @returns 0, or the milliseconds to wait
   */
  leave(address: Address, now: Date): Promise<number>;
  /** Closes a target that says itself that it gets too much. */
  close(address: Address, now: Date): Promise<void>;
  /** Takes a message in hand: once for good when it is sent, and for 20 s by one sender at a time until then. */
  begin(deliveryId: string, now: Date): Promise<'begun' | 'sent' | 'under-way'>;
  finish(deliveryId: string, now: Date): Promise<void>;
  /** Gives a message back that was not sent. */
  release(deliveryId: string, now: Date): Promise<void>;
  /** Shows its person what became of the message. */
  tell(delivery: Delivery, outcome: OutcomeOfSend, now: Date): Promise<void>;
}

/** One message to one target: two people who name the same robot get a notice there once. */
export function deliveryIdOf({ about }: Delivery, address: Address): string {
  return short(`${'noticeId' in about ? about.noticeId : about.testId} ${targetOf(address)}`);
}

export function deliveriesIn(client: DynamoDBClient, TableName: string): Deliveries {
  const read = async (key: object) => {
    const Key = toItem(key);
    const { Item } = await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }));
    return Item && fromItem(Item);
  };
  const put = (item: object) => client.send(new PutItemCommand({ TableName, Item: toItem(item) }));
  const expiry = (now: Date, seconds: number) => Math.ceil(now.getTime() / 1000) + seconds;

  /** Writes the moments of a target if nobody else did since they were read. */
  async function writePace(target: string, allowed: number[], version: number, now: Date): Promise<boolean> {
    try {
      await client.send(
        new PutItemCommand({
          TableName,
          Item: toItem({
            ...noticeKeyOf.pace(target),
            allowed,
            version: version + 1,
            expiresAt: expiry(now, PACE_SECONDS),
          }),
          ConditionExpression: version === 0 ? 'attribute_not_exists(pk)' : 'version = :version',
          ...(version === 0 ? {} : { ExpressionAttributeValues: toItem({ ':version': version }) }),
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  async function readPace(target: string) {
    const row = await read(noticeKeyOf.pace(target));
    return row ? paceRowSchema.parse(row) : { version: 0, allowed: [] };
  }

  return {
    async address({ inbox, sub, channel }) {
      const row = await read(noticeKeyOf.address(inbox, sub, channel));
      return row && addressSchema.parse(row);
    },

    async notice(inbox, noticeId) {
      const row = await read(noticeKeyOf.notice(inbox, noticeId));
      return row && noticeSchema.parse(row);
    },

    async leave(address, now) {
      const target = short(targetOf(address));
      for (let attempt = 0; attempt < 5; attempt += 1) {
        const { version, allowed } = await readPace(target);
        const next = nextSend(allowed, now.getTime(), paces[address.channel]);
        if (next.waitMs !== undefined) return next.waitMs;
        if (await writePace(target, next.allowed, version, now)) return 0;
      }
      return 1_000;
    },

    async close(address, now) {
      const target = short(targetOf(address));
      const { version } = await readPace(target);
      // Where another sender wrote meanwhile, it hears the same from the target.
      await writePace(target, exhausted(now.getTime(), paces[address.channel]), version, now);
    },

    async begin(deliveryId, now) {
      const at = toInstant(now);
      try {
        await client.send(
          new PutItemCommand({
            TableName,
            Item: toItem({
              ...noticeKeyOf.delivery(deliveryId),
              underWayUntil: addMilliseconds(at, LEASE_MS),
              expiresAt: expiry(now, MEMORY_SECONDS),
            }),
            ConditionExpression:
              'attribute_not_exists(pk) OR (attribute_not_exists(sentAt) AND underWayUntil <= :now)',
            ExpressionAttributeValues: toItem({ ':now': at }),
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
        return 'begun';
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        const row = error.Item && deliveryRowSchema.parse(fromItem(error.Item));
        return row?.sentAt ? 'sent' : 'under-way';
      }
    },

    async finish(deliveryId, now) {
      await put({
        ...noticeKeyOf.delivery(deliveryId),
        sentAt: toInstant(now),
        expiresAt: expiry(now, MEMORY_SECONDS),
      });
    },

    async release(deliveryId, now) {
      await put({
        ...noticeKeyOf.delivery(deliveryId),
        underWayUntil: toInstant(now),
        expiresAt: expiry(now, MEMORY_SECONDS),
      });
    },

    async tell({ inbox, sub, channel }, outcome, now) {
      await put({ ...noticeKeyOf.outcome(inbox, sub, channel), outcome, at: toInstant(now) });
    },
  };
}

/** 128 bits of SHA-256, base64url: a name that tells nothing of the token or number in it. */
function short(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}
