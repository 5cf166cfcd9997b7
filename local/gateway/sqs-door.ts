import * as z from 'zod';
import type { QueueView } from '../template/views.ts';
import type { Caller } from './caller.ts';
import { type Answer, accessDenied, parseJsonBody, refusal } from './protocol.ts';

/** What functions may ask of a queue; a batch needs the right of its single action. */
const actions: Record<string, string | undefined> = {
  SendMessage: 'sqs:SendMessage',
  SendMessageBatch: 'sqs:SendMessage',
  ChangeMessageVisibility: 'sqs:ChangeMessageVisibility',
};

const requestSchema = z.object({ QueueUrl: z.string() });

/** Functions' requests to SQS: allowed by the role, answered by the queue service. */
export class SqsDoor {
  readonly #url: string;
  readonly #queues: readonly QueueView[];

  /** @param url where SQS answers */
  constructor(url: string, queues: readonly QueueView[]) {
    this.#url = url;
    this.#queues = queues;
  }

  async answer(caller: Caller, operation: string, body: Buffer): Promise<Answer> {
    const request = requestSchema.safeParse(parseJsonBody(body));
    if (!request.success) return refusal('SerializationException', 'The request names no queue.');
    const action = Object.hasOwn(actions, operation) ? actions[operation] : undefined;
    if (!action) {
      return refusal(
        'UnknownOperationException',
        `Functions have no sqs:${operation} on the local platform.`,
      );
    }
    const queue = this.#queues.find(({ url }) => url === request.data.QueueUrl);
    if (!queue) return refusal('QueueDoesNotExist', 'The specified queue does not exist.');
    if (!caller.permissions.allows(action, queue.arn)) return accessDenied(caller.arn, action, queue.arn);
    const response = await fetch(this.#url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AmazonSQS.${operation}` },
      body: new Uint8Array(body),
    });
    return {
      status: response.status,
      headers: { 'content-type': 'application/x-amz-json-1.0' },
      body: Buffer.from(await response.arrayBuffer()),
    };
  }
}
