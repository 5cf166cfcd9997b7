import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { compilePermissions } from '../gateway/permissions.ts';
import type { EventSourceMappingView, FunctionView, RoleView } from '../template/views.ts';
import { Checkpoints } from './checkpoints.ts';
import { Delivery, type DeliveryOptions } from './delivery.ts';
import { Poller } from './poller.ts';
import { StreamReader } from './stream-reader.ts';

export interface StreamsOptions {
  dynamoDbUrl: string;
  mappings: readonly EventSourceMappingView[];
  /** With the roles: a mapping reads and reports failures with the rights of its function. */
  functions: readonly FunctionView[];
  roles: readonly RoleView[];
  region: string;
  invoke: DeliveryOptions['invoke'];
  sendToQueue: DeliveryOptions['sendToQueue'];
  /** SQLite file with what was read so far; made when missing. */
  checkpointFile: string;
  /** Told in sentences of records given up and of streams that cannot be read; a process warning when not given. */
  warn?: (sentence: string) => void;
}

export interface Streams {
  /** There was a write to this table: its records are fetched at once. */
  nudge(tableName: string): void;
  /** Resolves when everything that was written before was handled or given up. */
  idle(): Promise<void>;
  /** Stops after the batches that are under way; what is not done comes again at the next start. */
  close(): Promise<void>;
}

/**
 * Starts the event source mappings: every record of a table's stream reaches its function at least once and in order.
 * @throws Error with one sentence when the function's role does not allow what the mapping does
 */
export function startStreams(options: StreamsOptions): Streams {
  for (const mapping of options.mappings) checkRole(mapping, options);
  mkdirSync(dirname(options.checkpointFile), { recursive: true });
  const checkpoints = new Checkpoints(options.checkpointFile);
  const stopping = new AbortController();
  const warn = options.warn ?? ((sentence: string) => process.emitWarning(sentence));
  const pollers = options.mappings.map((mapping) => ({
    tableName: mapping.tableName,
    poller: new Poller({
      mapping,
      checkpoints,
      warn,
      stop: stopping.signal,
      reader: new StreamReader(options.dynamoDbUrl, mapping.tableName),
      delivery: new Delivery({
        mapping,
        warn,
        stop: stopping.signal,
        region: options.region,
        invoke: options.invoke,
        sendToQueue: options.sendToQueue,
        done: (shardId, sequence) => checkpoints.done(mapping.id, shardId, sequence),
      }),
    }),
  }));
  return {
    nudge: (tableName) => {
      for (const entry of pollers) if (entry.tableName === tableName) entry.poller.nudge();
    },
    idle: async () => {
      await Promise.all(pollers.map(({ poller }) => poller.idle()));
    },
    close: async () => {
      if (stopping.signal.aborted) return;
      stopping.abort();
      await Promise.all(pollers.map(({ poller }) => poller.finished));
      checkpoints.close();
    },
  };
}

const READING = ['GetRecords', 'GetShardIterator', 'DescribeStream'].map((name) => `dynamodb:${name}`);

/** In the cloud a mapping whose role lacks these is created and never delivers anything. */
function checkRole(
  mapping: EventSourceMappingView,
  { functions, roles }: Pick<StreamsOptions, 'functions' | 'roles'>,
): void {
  const view = functions.find(({ arn }) => arn === mapping.functionArn);
  const role = roles.find(({ arn }) => arn === view?.roleArn);
  if (!view || !role)
    throw new Error(`${mapping.id} names ${mapping.functionArn}, which is no function here.`);
  const permissions = compilePermissions(role.statements);
  const needed = READING.map((action) => [action, mapping.streamArn] as const);
  const { onFailureQueueArn } = mapping;
  if (onFailureQueueArn !== undefined) needed.push(['sqs:SendMessage', onFailureQueueArn]);
  for (const [action, resource] of needed) {
    if (!permissions.allows(action, resource)) {
      throw new Error(`${mapping.id} needs ${action} on ${resource}, which role ${role.id} does not allow.`);
    }
  }
}
