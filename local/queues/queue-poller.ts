import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod';
import type { QueueMappingView } from '../template/views.ts';
import type { ReceivedMessage, Sqs } from './sqs.ts';

const PAUSE_AFTER_FAULT_MS = 1_000;

const partialSchema = z.object({
  batchItemFailures: z.array(z.object({ itemIdentifier: z.string().nullish() })).nullish(),
});

export interface PollerOptions {
  mapping: QueueMappingView;
  region: string;
  sqs: Sqs;
  invoke: (
    functionArn: string,
    event: unknown,
  ) => Promise<{ payload: unknown; functionError?: string | undefined }>;
  warn: (sentence: string) => void;
  stop: AbortSignal;
}

/** Brings the messages of one queue to one function, a batch at a time. */
export class QueuePoller {
  /** Settles when the poller has stopped. */
  readonly finished: Promise<void>;
  readonly #options: PollerOptions;

  constructor(options: PollerOptions) {
    this.#options = options;
    this.finished = this.#poll();
  }

  async #poll(): Promise<void> {
    const { mapping, sqs, stop, warn } = this.#options;
    while (!stop.aborted) {
      try {
        const messages = await sqs.receive(mapping.queueName, mapping.batchSize, stop);
        if (messages.length > 0) await this.#deliver(messages);
      } catch (problem) {
        if (stop.aborted) return;
        warn(`${mapping.id} cannot read its queue: ${problem instanceof Error ? problem.message : problem}`);
        await wait(PAUSE_AFTER_FAULT_MS, undefined, { signal: stop }).catch(() => undefined);
      }
    }
  }

  /** What was handled is deleted; the rest shows again when its time is over, as in the cloud. */
  async #deliver(messages: readonly ReceivedMessage[]): Promise<void> {
    const { mapping, sqs, invoke, region } = this.#options;
    const { payload, functionError } = await invoke(mapping.functionArn, {
      Records: messages.map(({ MessageId, ReceiptHandle, Body, MD5OfBody, Attributes }) => ({
        messageId: MessageId,
        receiptHandle: ReceiptHandle,
        body: Body,
        attributes: Attributes,
        messageAttributes: {},
        md5OfBody: MD5OfBody,
        eventSource: 'aws:sqs',
        eventSourceARN: mapping.queueArn,
        awsRegion: region,
      })),
    });
    if (functionError !== undefined) return;
    const failed = mapping.reportsBatchItemFailures ? failedOf(messages, payload) : new Set<string>();
    for (const { MessageId, ReceiptHandle } of messages)
      if (!failed.has(MessageId)) await sqs.delete(mapping.queueName, ReceiptHandle);
  }
}

/** The messages that a function reports as failed; a report that cannot be read, or names none of them, means all. */
function failedOf(messages: readonly ReceivedMessage[], payload: unknown): Set<string> {
  const all = new Set(messages.map(({ MessageId }) => MessageId));
  if (payload === null) return new Set();
  const parsed = partialSchema.safeParse(payload);
  if (!parsed.success) return all;
  const reported = (parsed.data.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier ?? '');
  return reported.every((id) => all.has(id)) ? new Set(reported) : all;
}
