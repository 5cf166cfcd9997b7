import { CfnEventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { FunctionName } from '../functions/env.ts';
import { allow } from './permissions.ts';
import type { ServiceFunction } from './service-function.ts';

/** Six hours: shorter than a stream keeps its records (24), longer than a disturbance should last. */
const MAXIMUM_AGE_SECONDS = 6 * 3600;

export interface StreamConsumerProps {
  streamArn: string;
  consumer: ServiceFunction<FunctionName>;
  /** Where is told which records could not be handled: shard and sequence numbers, no content. */
  deadLetters: IQueue;
}

/**
 * Carries a table's stream to a function. A batch that fails is halved until the poison record stands alone, tried
 * again, and told to the dead-letter queue; the records after it go on.
 */
export class StreamConsumer extends Construct {
  constructor(scope: Construct, id: string, { streamArn, consumer, deadLetters }: StreamConsumerProps) {
    super(scope, id);
    consumer.allow(
      allow(['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'], streamArn),
    );
    const mapping = new CfnEventSourceMapping(this, 'mapping', {
      functionName: consumer.arn,
      eventSourceArn: streamArn,
      startingPosition: 'TRIM_HORIZON',
      batchSize: 100,
      // At once: a decision is to be seen at the next stage within a second.
      maximumBatchingWindowInSeconds: 0,
      // Four batches of a shard at a time, in order for each key: 150 scans a second are counted as they come.
      parallelizationFactor: 4,
      bisectBatchOnFunctionError: true,
      maximumRetryAttempts: 8,
      maximumRecordAgeInSeconds: MAXIMUM_AGE_SECONDS,
      functionResponseTypes: ['ReportBatchItemFailures'],
      destinationConfig: { onFailure: { destination: deadLetters.queueArn } },
    });
    // Lambda tries the role when it makes the mapping.
    mapping.node.addDependency(consumer);
  }
}
