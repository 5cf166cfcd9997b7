import * as z from 'zod';

const receivedSchema = z.object({
  Messages: z
    .array(
      z.object({
        MessageId: z.string(),
        ReceiptHandle: z.string(),
        Body: z.string(),
        MD5OfBody: z.string(),
        Attributes: z.record(z.string(), z.string()).default({}),
      }),
    )
    .default([]),
});
export type ReceivedMessage = z.infer<typeof receivedSchema>['Messages'][number];

/** The calls of SQS that the platform itself makes, over its JSON protocol. */
export interface Sqs {
  /** Waits up to a second for messages. */
  receive(queueName: string, most: number, signal: AbortSignal): Promise<ReceivedMessage[]>;
  delete(queueName: string, receiptHandle: string): Promise<void>;
  setAttributes(queueName: string, attributes: Record<string, string>): Promise<void>;
}

/** @param url where SQS answers */
export function sqsAt(url: string): Sqs {
  async function call(operation: string, body: object, signal: AbortSignal | null = null): Promise<unknown> {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AmazonSQS.${operation}` },
      body: JSON.stringify(body),
      signal,
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`SQS refused ${operation}: ${text.slice(0, 200)}`);
    return text === '' ? {} : JSON.parse(text);
  }
  const urlOf = (queueName: string) => `${url}/000000000000/${queueName}`;
  return {
    async receive(queueName, most, signal) {
      const answer = await call(
        'ReceiveMessage',
        {
          QueueUrl: urlOf(queueName),
          MaxNumberOfMessages: most,
          WaitTimeSeconds: 1,
          AttributeNames: ['All'],
        },
        signal,
      );
      return receivedSchema.parse(answer).Messages;
    },
    async delete(queueName, receiptHandle) {
      await call('DeleteMessage', { QueueUrl: urlOf(queueName), ReceiptHandle: receiptHandle });
    },
    async setAttributes(queueName, attributes) {
      await call('SetQueueAttributes', { QueueUrl: urlOf(queueName), Attributes: attributes });
    },
  };
}
