import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod';
import type { EventSourceMappingView } from '../template/views.ts';
import { type FailureCondition, failureRecord } from './failure-record.ts';
import type { StreamRecord } from './stream-reader.ts';

/** Pauses between attempts double from the first to the last. */
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 5_000;

export interface DeliveryOptions {
  mapping: EventSourceMappingView;
  region: string;
  invoke: (
    functionArn: string,
    event: unknown,
  ) => Promise<{ payload: unknown; functionError?: string | undefined }>;
  sendToQueue: (queueArn: string, body: string) => Promise<void>;
  /** Everything up to this record is done with. */
  done: (shardId: string, sequence: string) => void;
  warn: (sentence: string) => void;
  /** Aborted when the platform stops: what is not done then comes again. */
  stop: AbortSignal;
}

const partialSchema = z.object({
  batchItemFailures: z.array(z.object({ itemIdentifier: z.string().nullish() })).nullish(),
});

/** Brings records to the function of a mapping, in order, with the retries that the template states. */
export class Delivery {
  readonly #options: DeliveryOptions;
  readonly #startedAt = Date.now();

  constructor(options: DeliveryOptions) {
    this.#options = options;
  }

  /** Resolves when each record was handled, or given up and noted in the queue. Rejects when the platform stops. */
  async deliver(shardId: string, records: readonly StreamRecord[]): Promise<void> {
    const { mapping, stop } = this.#options;
    let rest = records;
    for (let attempt = 1; rest.length > 0; attempt += 1) {
      stop.throwIfAborted();
      if (this.#tooOld(rest)) return this.#giveUp(shardId, rest, 'RecordAgeExceeded', attempt - 1);
      const failed = await this.#attempt(rest);
      const handled = rest.slice(0, failed).at(-1);
      if (handled) this.#options.done(shardId, handled.dynamodb.SequenceNumber);
      if (failed === rest.length) return;
      // A failure while the platform stops is the stop's fault, not the record's.
      stop.throwIfAborted();
      if (failed > 0) attempt = 0;
      rest = rest.slice(failed);
      if (attempt > 0 && mapping.bisectOnError && rest.length > 1) {
        const middle = Math.ceil(rest.length / 2);
        await this.deliver(shardId, rest.slice(0, middle));
        return this.deliver(shardId, rest.slice(middle));
      }
      if (mapping.maximumRetryAttempts >= 0 && attempt > mapping.maximumRetryAttempts) {
        return this.#giveUp(shardId, rest, 'RetryAttemptsExhausted', attempt);
      }
      await this.#pause(attempt);
    }
  }

  /** @returns position of the first record that failed; the length when none did */
  async #attempt(records: readonly StreamRecord[]): Promise<number> {
    const { mapping, region, invoke, warn } = this.#options;
    const event = {
      Records: records.map((record) => ({
        ...record,
        awsRegion: region,
        eventSourceARN: mapping.streamArn,
      })),
    };
    try {
      const { payload, functionError } = await invoke(mapping.functionArn, event);
      if (functionError !== undefined) return 0;
      return mapping.reportsBatchItemFailures ? firstReported(records, payload) : records.length;
    } catch (problem) {
      warn(
        `${mapping.id} could not call its function: ${problem instanceof Error ? problem.message : problem}`,
      );
      return 0;
    }
  }

  /** The time in which the laptop was off does not count: in the cloud there is no such time. */
  #tooOld(records: readonly StreamRecord[]): boolean {
    const { maximumRecordAgeSeconds } = this.#options.mapping;
    const oldest = (records[0]?.dynamodb.ApproximateCreationDateTime ?? 0) * 1_000;
    const age = Date.now() - Math.max(oldest, this.#startedAt);
    return maximumRecordAgeSeconds >= 0 && age > maximumRecordAgeSeconds * 1_000;
  }

  /** The shard goes on only when the queue has the note: nothing is dropped silently. */
  async #giveUp(
    shardId: string,
    records: readonly StreamRecord[],
    condition: FailureCondition,
    attempts: number,
  ): Promise<void> {
    const { mapping, sendToQueue, done, warn } = this.#options;
    const last = records.at(-1);
    if (!last) return;
    const queueArn = mapping.onFailureQueueArn;
    if (queueArn !== undefined) {
      const body = JSON.stringify(failureRecord({ mapping, shardId, records, condition, attempts }));
      for (let attempt = 1; ; attempt += 1) {
        try {
          await sendToQueue(queueArn, body);
          break;
        } catch (problem) {
          warn(
            `${mapping.id} could not send to ${queueArn}: ${problem instanceof Error ? problem.message : problem}`,
          );
          await this.#pause(attempt);
        }
      }
    }
    warn(
      `${mapping.id} gave up ${records.length} record(s) ending with ${last.dynamodb.SequenceNumber}: ${condition}.`,
    );
    done(shardId, last.dynamodb.SequenceNumber);
  }

  async #pause(attempt: number): Promise<void> {
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** Math.max(0, attempt - 1), LONGEST_PAUSE_MS);
    await wait(pause, undefined, { signal: this.#options.stop });
  }
}

/** By ReportBatchItemFailures the lowest reported record and all after it come again; nonsense means all of them. */
function firstReported(records: readonly StreamRecord[], payload: unknown): number {
  if (payload === null) return records.length;
  const parsed = partialSchema.safeParse(payload);
  if (!parsed.success) return 0;
  const failures = parsed.data.batchItemFailures ?? [];
  if (failures.length === 0) return records.length;
  const positions = failures.map(({ itemIdentifier }) =>
    records.findIndex(({ dynamodb }) => dynamodb.SequenceNumber === itemIdentifier),
  );
  return Math.max(0, Math.min(...positions));
}
