import { resolve } from 'node:path';
import * as z from 'zod';
import { isQueueMapping } from './queue-mappings.ts';
import { type Found, type Resources, withoutMeaning } from './resources.ts';
import type { EventSourceMappingView, FunctionView, TableView } from './views.ts';

const functionSchema = z.strictObject({
  Code: z.strictObject({ S3Bucket: z.unknown(), S3Key: z.string() }),
  Handler: z.string().regex(/^[^.]+\.[^.]+$/, 'a handler is <file>.<export>'),
  Role: z.string(),
  Runtime: z.string().startsWith('nodejs'),
  Environment: z.strictObject({ Variables: z.record(z.string(), z.coerce.string()).default({}) }).optional(),
  // Defaults of CloudFormation.
  Timeout: z.number().default(3),
  MemorySize: z.number().default(128),
  ...withoutMeaning(
    'FunctionName',
    'Description',
    'Architectures',
    'KmsKeyArn',
    'LoggingConfig',
    'TracingConfig',
    'ReservedConcurrentExecutions',
    'RuntimeManagementConfig',
    'RecursiveLoop',
    'Tags',
  ),
});

/** The functions of the product; those that serve custom resources belong to the deployment and are left out. */
export function readFunctions(resources: Resources, assembly: string): FunctionView[] {
  const providers = resources.providerArns();
  return resources
    .ofType('AWS::Lambda::Function', z.unknown())
    .filter(({ identity }) => !providers.has(identity.arn))
    .map(({ id, stack, resource, identity, properties: given }) => {
      const properties = checked(id, given);
      const hash = properties.Code.S3Key.replace(/\.zip$/, '');
      const path = resource.Metadata['aws:asset:path'];
      const folder =
        stack.assets.get(hash) ?? (typeof path === 'string' ? resolve(assembly, path) : undefined);
      if (!folder) throw new Error(`The code of ${id} is no asset of the cloud assembly.`);
      return {
        id,
        name: identity.name,
        arn: identity.arn,
        handler: properties.Handler,
        folder,
        environment: properties.Environment?.Variables ?? {},
        timeoutSeconds: properties.Timeout,
        memoryMb: properties.MemorySize,
        roleArn: properties.Role,
      };
    });
}

function checked(id: string, given: unknown): z.infer<typeof functionSchema> {
  const parsed = functionSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const reasons = parsed.error.issues.map(
    ({ path, message }) => `${path.join('.') || 'properties'}: ${message}`,
  );
  throw new Error(`Function ${id} is not read by the local platform: ${reasons.join('; ')}.`);
}

const mappingSchema = z.strictObject({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  // A local stream holds what no function has seen yet, so both positions begin with its oldest record.
  StartingPosition: z.enum(['TRIM_HORIZON', 'LATEST']),
  Enabled: z.boolean().default(true),
  BatchSize: z.number().default(100),
  MaximumBatchingWindowInSeconds: z.number().default(0),
  MaximumRetryAttempts: z.number().default(-1),
  MaximumRecordAgeInSeconds: z.number().default(-1),
  BisectBatchOnFunctionError: z.boolean().default(false),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
  DestinationConfig: z
    .strictObject({ OnFailure: z.strictObject({ Destination: z.string() }).optional() })
    .default({}),
  // One shard is one lane locally; order within a key is the same.
  ...withoutMeaning('ParallelizationFactor', 'Tags', 'KmsKeyArn', 'MetricsConfig'),
});

/** The mappings from streams of the tables to the functions; disabled ones are left out. */
export function readEventSourceMappings(
  resources: Resources,
  functions: readonly FunctionView[],
  tables: readonly TableView[],
): EventSourceMappingView[] {
  return resources
    .ofType('AWS::Lambda::EventSourceMapping', mappingSchema, (properties) => !isQueueMapping(properties))
    .filter(({ properties }) => properties.Enabled)
    .map((found) => mapping(found, functions, tables));
}

function mapping(
  { id, properties }: Found<z.infer<typeof mappingSchema>>,
  functions: readonly FunctionView[],
  tables: readonly TableView[],
): EventSourceMappingView {
  const consumer = functions.find(({ arn, name }) => [arn, name].includes(properties.FunctionName));
  if (!consumer)
    throw new Error(`${id} names ${properties.FunctionName}, which is no function of the template.`);
  const table = tables.find(({ streamArn }) => streamArn === properties.EventSourceArn);
  if (!table) {
    throw new Error(
      `${id} reads ${properties.EventSourceArn}, which is the stream of no table of the template.`,
    );
  }
  return {
    id,
    functionArn: consumer.arn,
    tableName: table.name,
    streamArn: properties.EventSourceArn,
    batchSize: properties.BatchSize,
    batchingWindowSeconds: properties.MaximumBatchingWindowInSeconds,
    maximumRetryAttempts: properties.MaximumRetryAttempts,
    maximumRecordAgeSeconds: properties.MaximumRecordAgeInSeconds,
    bisectOnError: properties.BisectBatchOnFunctionError,
    reportsBatchItemFailures: properties.FunctionResponseTypes.length > 0,
    onFailureQueueArn: properties.DestinationConfig.OnFailure?.Destination,
  };
}
