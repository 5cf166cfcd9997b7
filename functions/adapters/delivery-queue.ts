import {
  ChangeMessageVisibilityCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { Delivery } from './notices-items.ts';

/** A batch of SQS. */
const BATCH = 10;
/** The longest SQS holds a message back. */
const LONGEST_DELAY_SECONDS = 900;

/** The queue of messages that are to go out. */
export interface DeliveryQueue {
  /** Puts messages in; what is put in twice is sent once. */
  add(deliveries: readonly Delivery[]): Promise<void>;
  /** Puts a message in for later: it counts as never tried, since waiting is no failure. */
  addLater(delivery: Delivery, waitMs: number): Promise<void>;
  /** Keeps a received message hidden for so long, after which it comes again. */
  hide(receiptHandle: string, seconds: number): Promise<void>;
  /** Notes a message that will never be sent, and why: ids only. */
  giveUp(delivery: Delivery, reason: 'refused' | 'too-old'): Promise<void>;
}

/** One client a function; region, credentials and endpoint come from the function's environment. */
export function sqs(): SQSClient {
  // The queue's address names a host of the cloud; on a laptop the environment's endpoint answers.
  return new SQSClient({ maxAttempts: 3, useQueueUrlAsEndpoint: false });
}

/** @param deadLettersUrl needed to give up; who only adds leaves it out */
export function deliveryQueueAt(client: SQSClient, QueueUrl: string, deadLettersUrl = ''): DeliveryQueue {
  const send = (url: string, body: object, DelaySeconds?: number) =>
    client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: JSON.stringify(body), DelaySeconds }));
  return {
    async add(deliveries) {
      for (let start = 0; start < deliveries.length; start += BATCH) {
        const Entries = deliveries
          .slice(start, start + BATCH)
          .map((delivery, index) => ({ Id: String(index), MessageBody: JSON.stringify(delivery) }));
        const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
        if (Failed.length > 0) throw new Error('the queue did not take all messages');
      }
    },
    async addLater(delivery, waitMs) {
      await send(QueueUrl, delivery, Math.min(LONGEST_DELAY_SECONDS, Math.ceil(waitMs / 1000)));
    },
    async hide(ReceiptHandle, seconds) {
      await client.send(
        new ChangeMessageVisibilityCommand({
          QueueUrl,
          ReceiptHandle,
          VisibilityTimeout: Math.ceil(seconds),
        }),
      );
    },
    async giveUp(delivery, reason) {
      await send(deadLettersUrl, { ...delivery, reason });
    },
  };
}
