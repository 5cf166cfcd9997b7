import { Duration } from 'aws-cdk-lib';
import { CfnEventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { FunctionName } from '../functions/env.ts';
import type { Alarms } from './alarms.ts';
import { allow } from './permissions.ts';
import type { ServiceFunction } from './service-function.ts';

/** With pauses from 10 s to 15 minutes: about half an hour of an outage. */
const TRIES = 8;
/** Five messages, each a few calls and a send of at most 5 s. */
const BATCH = 5;
/** Two senders at a time: a target's pace is kept by its row, not by this; more would only wait for each other. */
const SENDERS = 2;

/** The messages that are to go out, and those that never will; both hold ids only. */
export class NoticeQueue extends Construct {
  readonly url: string;
  readonly deadLettersUrl: string;
  readonly #queue: Queue;
  readonly #deadLetters: Queue;

  constructor(scope: Construct, id: string, environment: string) {
    super(scope, id);
    const kept = {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    };
    this.#deadLetters = new Queue(this, 'dead-letters', {
      queueName: `fugong-${environment}-notices-dead-letters`,
      ...kept,
    });
    this.#queue = new Queue(this, 'queue', {
      queueName: `fugong-${environment}-notices`,
      ...kept,
      // Six times what a batch may take, as Lambda advises: a message is not received again while it is being sent.
      visibilityTimeout: Duration.seconds(360),
      deadLetterQueue: { queue: this.#deadLetters, maxReceiveCount: TRIES },
    });
    this.url = this.#queue.queueUrl;
    this.deadLettersUrl = this.#deadLetters.queueUrl;
  }

  /** Lets the relay put messages in. */
  filledBy(relay: ServiceFunction<FunctionName>): void {
    relay.allow(allow(['sqs:SendMessage'], this.#queue.queueArn));
  }

  /** Carries the messages to the function that sends them, and tells of those that were given up. */
  emptiedBy(notify: ServiceFunction<FunctionName>, alarms: Alarms): void {
    notify.allow(
      allow(
        [
          'sqs:ReceiveMessage',
          'sqs:DeleteMessage',
          'sqs:GetQueueAttributes',
          'sqs:ChangeMessageVisibility',
          'sqs:SendMessage',
        ],
        this.#queue.queueArn,
      ),
    );
    notify.allow(allow(['sqs:SendMessage'], this.#deadLetters.queueArn));
    const mapping = new CfnEventSourceMapping(this, 'mapping', {
      functionName: notify.arn,
      eventSourceArn: this.#queue.queueArn,
      batchSize: BATCH,
      functionResponseTypes: ['ReportBatchItemFailures'],
      scalingConfig: { maximumConcurrency: SENDERS },
    });
    mapping.node.addDependency(notify);
    alarms.watch('notices-dead-letters', {
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
      dimensions: { QueueName: this.#deadLetters.queueName },
      above: 0,
      statistic: 'Maximum',
      says: 'Notices were not sent: refused by the channel, a day old, or out of tries. The inbox has them; the ids are in the queue.',
    });
  }
}
