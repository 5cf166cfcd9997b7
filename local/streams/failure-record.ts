import { randomUUID } from 'node:crypto';
import type { EventSourceMappingView } from '../template/views.ts';
import type { StreamRecord } from './stream-reader.ts';

export type FailureCondition = 'RetryAttemptsExhausted' | 'RecordAgeExceeded';

export interface Failure {
  mapping: EventSourceMappingView;
  shardId: string;
  /** At least one. */
  records: readonly StreamRecord[];
  condition: FailureCondition;
  attempts: number;
}

/**
 * What Lambda sends to the OnFailure destination of a stream: where the records are, not what they say. It is the same
 * as in the cloud, so that no personal datum gets into the queue and the same tool can read the records again.
 */
export function failureRecord({ mapping, shardId, records, condition, attempts }: Failure): object {
  const first = records[0]?.dynamodb;
  const last = records.at(-1)?.dynamodb;
  return {
    requestContext: {
      requestId: randomUUID(),
      functionArn: `${mapping.functionArn}:$LATEST`,
      condition,
      approximateInvokeCount: attempts,
    },
    ...(attempts > 0 && {
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    }),
    version: '1.0',
    timestamp: new Date().toISOString(),
    DDBStreamBatchInfo: {
      shardId,
      startSequenceNumber: first?.SequenceNumber,
      endSequenceNumber: last?.SequenceNumber,
      approximateArrivalOfFirstRecord: isoSeconds(first?.ApproximateCreationDateTime),
      approximateArrivalOfLastRecord: isoSeconds(last?.ApproximateCreationDateTime),
      batchSize: records.length,
      streamArn: mapping.streamArn,
    },
  };
}

function isoSeconds(epochSeconds = 0): string {
  return new Date(epochSeconds * 1_000).toISOString().replace('.000Z', 'Z');
}
