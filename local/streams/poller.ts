import { setTimeout as wait } from 'node:timers/promises';
import { DynamoDbFault } from '../dynamodb/wire.ts';
import type { EventSourceMappingView } from '../template/views.ts';
import type { Checkpoints } from './checkpoints.ts';
import type { Delivery } from './delivery.ts';
import type { Shard, StreamReader, StreamRecord } from './stream-reader.ts';

/** Pauses while nothing comes: short after a record, longer from round to round. A nudge ends them at once. */
const SHORTEST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 200;
const PAUSE_AFTER_FAULT_MS = 1_000;

/** DynamoDB closes shards and opens children every few hours. */
const LIST_SHARDS_EVERY_MS = 30_000;

export interface PollerOptions {
  mapping: EventSourceMappingView;
  reader: StreamReader;
  delivery: Delivery;
  checkpoints: Checkpoints;
  warn: (sentence: string) => void;
  stop: AbortSignal;
}

/**
 * Iterators live 15 minutes (after the machine has slept they are over), and one that was taken before a shard's first
 * record can lie before it: DynamoDB Local numbers the records of all tables together. A new one goes on where the
 * checkpoint says.
 */
const ENDED_ITERATORS = ['ExpiredIteratorException', 'TrimmedDataAccessException'];

interface OpenShard extends Shard {
  iterator: string | undefined;
  ended: boolean;
}

/** Reads one table's stream for one mapping, round by round, shard by shard. */
export class Poller {
  /** Settles when the poller has stopped. */
  readonly finished: Promise<void>;
  readonly #options: PollerOptions;
  #shards: OpenShard[] = [];
  #listedAt = Number.NEGATIVE_INFINITY;
  #nudged = false;
  #wake: () => void = () => {};
  #idleWaiters: { resolve: () => void; since: number }[] = [];
  #round = 0;

  constructor(options: PollerOptions) {
    this.#options = options;
    options.stop.addEventListener('abort', () => this.#wake());
    this.finished = this.#poll();
  }

  /** There is probably a new record. */
  nudge(): void {
    this.#nudged = true;
    this.#wake();
  }

  /** Resolves after a whole round in which nothing came. */
  idle(): Promise<void> {
    return new Promise((resolve) => {
      this.#idleWaiters.push({ resolve, since: this.#round });
      this.nudge();
    });
  }

  async #poll(): Promise<void> {
    const { stop, warn, mapping } = this.#options;
    let pause = SHORTEST_PAUSE_MS;
    let failedBefore = false;
    while (!stop.aborted) {
      this.#round += 1;
      this.#nudged = false;
      try {
        const count = await this.#readAll();
        failedBefore = false;
        pause = count > 0 ? SHORTEST_PAUSE_MS : Math.min(pause * 2, LONGEST_PAUSE_MS);
        if (count > 0) continue;
        this.#tellIdle();
      } catch (problem) {
        if (stop.aborted) break;
        this.#shards = [];
        this.#listedAt = Number.NEGATIVE_INFINITY;
        const renewable = problem instanceof DynamoDbFault && ENDED_ITERATORS.includes(problem.name);
        if (!renewable || failedBefore) {
          warn(
            `${mapping.id} cannot read the stream: ${problem instanceof Error ? problem.message : problem}`,
          );
          pause = PAUSE_AFTER_FAULT_MS;
        }
        failedBefore = true;
      }
      await this.#pause(pause);
    }
    for (const { resolve } of this.#idleWaiters) resolve();
  }

  /** @returns how many records were delivered */
  async #readAll(): Promise<number> {
    await this.#listShards();
    let count = 0;
    for (const shard of this.#shards) {
      // A child goes on where its parent ended, so that the records of one key stay in order.
      const parent = this.#shards.find(({ ShardId }) => ShardId === shard.ParentShardId);
      if (shard.ended || (parent && !parent.ended)) continue;
      const records = await this.#collect(shard);
      if (records.length > 0) await this.#options.delivery.deliver(shard.ShardId, records);
      if (shard.ended) this.#listedAt = Number.NEGATIVE_INFINITY;
      count += records.length;
    }
    return count;
  }

  async #listShards(): Promise<void> {
    if (performance.now() - this.#listedAt < LIST_SHARDS_EVERY_MS) return;
    const known = new Map(this.#shards.map((shard) => [shard.ShardId, shard]));
    const listed = await this.#options.reader.shards();
    this.#shards = listed.map(
      (shard) => known.get(shard.ShardId) ?? { ...shard, iterator: undefined, ended: false },
    );
    this.#listedAt = performance.now();
  }

  /** A batch: what is there, or with a batching window what comes until it closes. */
  async #collect(shard: OpenShard): Promise<StreamRecord[]> {
    const { mapping, stop } = this.#options;
    const records = await this.#read(shard, mapping.batchSize);
    const until = performance.now() + mapping.batchingWindowSeconds * 1_000;
    while (
      records.length > 0 &&
      records.length < mapping.batchSize &&
      performance.now() < until &&
      !shard.ended
    ) {
      await wait(LONGEST_PAUSE_MS, undefined, { signal: stop });
      records.push(...(await this.#read(shard, mapping.batchSize - records.length)));
    }
    return records;
  }

  async #read(shard: OpenShard, limit: number): Promise<StreamRecord[]> {
    const { reader, checkpoints, mapping } = this.#options;
    shard.iterator ??= await reader.iterator(shard.ShardId, checkpoints.last(mapping.id, shard.ShardId));
    const { records, next } = await reader.read(shard.iterator, Math.min(limit, 1_000));
    shard.iterator = next;
    shard.ended = next === undefined;
    return records;
  }

  async #pause(milliseconds: number): Promise<void> {
    if (this.#nudged || this.#options.stop.aborted) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = () => {};
  }

  #tellIdle(): void {
    const told = this.#idleWaiters.filter(({ since }) => since < this.#round);
    this.#idleWaiters = this.#idleWaiters.filter((waiter) => !told.includes(waiter));
    for (const { resolve } of told) resolve();
  }
}
