import * as z from 'zod';
import { type Resources, withoutMeaning } from './resources.ts';
import type { FunctionView, QueueMappingView, QueueView } from './views.ts';

const mappingSchema = z.strictObject({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  Enabled: z.boolean().default(true),
  BatchSize: z.number().max(10).default(10),
  MaximumBatchingWindowInSeconds: z.literal(0).default(0),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
  ScalingConfig: z.strictObject({ MaximumConcurrency: z.number().min(2) }).optional(),
  ...withoutMeaning('Tags', 'KmsKeyArn', 'MetricsConfig'),
});

/**
 * The mappings from queues to functions; disabled ones are left out.
 * @throws Error with one sentence where Lambda would refuse the mapping
 */
export function readQueueMappings(
  resources: Resources,
  functions: readonly FunctionView[],
  queues: readonly QueueView[],
): QueueMappingView[] {
  return resources
    .ofType('AWS::Lambda::EventSourceMapping', mappingSchema, (properties) => isQueueMapping(properties))
    .filter(({ properties }) => properties.Enabled)
    .map(({ id, properties }) => {
      const consumer = functions.find(({ arn, name }) => [arn, name].includes(properties.FunctionName));
      const queue = queues.find(({ arn }) => arn === properties.EventSourceArn);
      if (!consumer || !queue) {
        throw new Error(
          `${id} leads from ${properties.EventSourceArn} to ${properties.FunctionName}, which are no queue and function of the template.`,
        );
      }
      if (queue.visibilityTimeoutSeconds < consumer.timeoutSeconds) {
        throw new Error(
          `${id}: queue ${queue.name} hides a message for ${queue.visibilityTimeoutSeconds} s, less than ${consumer.name} may take.`,
        );
      }
      return {
        id,
        functionArn: consumer.arn,
        queueName: queue.name,
        queueArn: queue.arn,
        batchSize: properties.BatchSize,
        reportsBatchItemFailures: properties.FunctionResponseTypes.length > 0,
        maximumConcurrency: properties.ScalingConfig?.MaximumConcurrency ?? 2,
      };
    });
}

/** Whether a mapping's source is a queue and not a stream. */
export function isQueueMapping(properties: unknown): boolean {
  const parsed = z.looseObject({ EventSourceArn: z.string() }).safeParse(properties);
  return parsed.success && parsed.data.EventSourceArn.split(':')[2] === 'sqs';
}
