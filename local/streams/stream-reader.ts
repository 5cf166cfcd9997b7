import * as z from 'zod';
import { localStreamArn } from '../dynamodb/tables.ts';
import { callDynamoDb, DynamoDbFault } from '../dynamodb/wire.ts';

const recordSchema = z.object({
  eventID: z.string(),
  eventName: z.enum(['INSERT', 'MODIFY', 'REMOVE']),
  eventVersion: z.string(),
  eventSource: z.string(),
  dynamodb: z.looseObject({
    /** Epoch seconds. */
    ApproximateCreationDateTime: z.number(),
    SequenceNumber: z.string(),
  }),
});

/** A record as the stream gives it; attribute values are in the form that Lambda events have too. */
export type StreamRecord = z.infer<typeof recordSchema>;

const shardSchema = z.object({ ShardId: z.string(), ParentShardId: z.string().optional() });
export type Shard = z.infer<typeof shardSchema>;

const streamSchema = z.object({
  StreamDescription: z.object({
    Shards: z.array(shardSchema).default([]),
    LastEvaluatedShardId: z.string().optional(),
  }),
});
const iteratorSchema = z.object({ ShardIterator: z.string() });
const pageSchema = z.object({ Records: z.array(recordSchema), NextShardIterator: z.string().optional() });

/** Reads the stream of one table from DynamoDB Local. */
export class StreamReader {
  readonly #url: string;
  readonly #tableName: string;
  #streamArn: string | undefined;

  constructor(url: string, tableName: string) {
    this.#url = url;
    this.#tableName = tableName;
  }

  /** All shards, parents before their children. */
  async shards(): Promise<Shard[]> {
    const shards: Shard[] = [];
    let start: string | undefined;
    do {
      const { StreamDescription }: z.infer<typeof streamSchema> = await this.#call(
        'DescribeStream',
        { StreamArn: await this.#arn(), ...(start && { ExclusiveStartShardId: start }) },
        streamSchema,
      );
      shards.push(...StreamDescription.Shards);
      start = StreamDescription.LastEvaluatedShardId;
    } while (start !== undefined);
    return shards;
  }

  /** @param after sequence number of the last record read, or undefined to begin with the oldest */
  async iterator(shardId: string, after: string | undefined): Promise<string> {
    const position = after
      ? { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: after }
      : { ShardIteratorType: 'TRIM_HORIZON' };
    const body = { StreamArn: await this.#arn(), ShardId: shardId, ...position };
    try {
      return (await this.#call('GetShardIterator', body, iteratorSchema)).ShardIterator;
    } catch (problem) {
      // Streams keep a day: after a longer pause the oldest record is what comes next.
      if (after && problem instanceof DynamoDbFault && problem.name === 'TrimmedDataAccessException') {
        return this.iterator(shardId, undefined);
      }
      throw problem;
    }
  }

  /** `next` is undefined at the end of a closed shard. */
  async read(
    iterator: string,
    limit: number,
  ): Promise<{ records: StreamRecord[]; next: string | undefined }> {
    const page = await this.#call('GetRecords', { ShardIterator: iterator, Limit: limit }, pageSchema);
    return { records: page.Records, next: page.NextShardIterator };
  }

  async #arn(): Promise<string> {
    this.#streamArn ??= await localStreamArn(this.#url, this.#tableName);
    if (!this.#streamArn) throw new Error(`Table ${this.#tableName} has no stream.`);
    return this.#streamArn;
  }

  #call<Schema extends z.ZodType>(
    operation: string,
    body: object,
    answer: Schema,
  ): Promise<z.output<Schema>> {
    return callDynamoDb(this.#url, `DynamoDBStreams_20120810.${operation}`, body, answer);
  }
}
