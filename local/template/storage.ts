import * as z from 'zod';
import { type Resources, withoutMeaning } from './resources.ts';
import type { BucketDeploymentView, BucketView, QueueView, SecretRule, SecretView } from './views.ts';

const bucketSchema = z.strictObject({
  VersioningConfiguration: z.object({ Status: z.string() }).optional(),
  CorsConfiguration: z.strictObject({ CorsRules: z.array(z.unknown()) }).optional(),
  ...withoutMeaning(
    'BucketName',
    'BucketEncryption',
    'PublicAccessBlockConfiguration',
    'OwnershipControls',
    'LifecycleConfiguration',
    'LoggingConfiguration',
    'AccessControl',
    'Tags',
  ),
});

export function readBuckets(resources: Resources): BucketView[] {
  return resources.ofType('AWS::S3::Bucket', bucketSchema).map(({ id, identity, properties }) => ({
    id,
    name: identity.name,
    arn: identity.arn,
    domainNames: Object.values(identity.attributes),
    versioned: properties.VersioningConfiguration?.Status === 'Enabled',
    cors: properties.CorsConfiguration?.CorsRules ?? [],
  }));
}

const queueSchema = z.strictObject({
  FifoQueue: z.boolean().default(false),
  // Default of SQS.
  VisibilityTimeout: z.number().default(30),
  RedrivePolicy: z.strictObject({ deadLetterTargetArn: z.string(), maxReceiveCount: z.number() }).optional(),
  ...withoutMeaning(
    'QueueName',
    'KmsMasterKeyId',
    'KmsDataKeyReusePeriodSeconds',
    'SqsManagedSseEnabled',
    'MessageRetentionPeriod',
    'ReceiveMessageWaitTimeSeconds',
    'MaximumMessageSize',
    'ContentBasedDeduplication',
    'Tags',
  ),
});

export function readQueues(resources: Resources): QueueView[] {
  return resources.ofType('AWS::SQS::Queue', queueSchema).map(({ id, identity, properties }) => ({
    id,
    name: identity.name,
    arn: identity.arn,
    url: identity.ref,
    fifo: properties.FifoQueue,
    visibilityTimeoutSeconds: properties.VisibilityTimeout,
    redrive: properties.RedrivePolicy,
  }));
}

const deploymentSchema = z.strictObject({
  SourceObjectKeys: z.array(z.string()),
  SourceMarkers: z.array(z.record(z.string(), z.string())).default([]),
  DestinationBucketName: z.string(),
  DestinationBucketKeyPrefix: z.string().default(''),
  SystemMetadata: z.record(z.string(), z.string()).default({}),
  Exclude: z.array(z.string()).default([]),
  Include: z.array(z.string()).default([]),
  ...withoutMeaning(
    'ServiceToken',
    'ServiceTimeout',
    'SourceBucketNames',
    'SourceMarkersConfig',
    'RetainOnDelete',
    'Prune',
    'Extract',
    'DistributionId',
    'DistributionPaths',
    'WaitForDistributionInvalidation',
    'OutputObjectKeys',
    'DestinationBucketArn',
    'UserMetadata',
  ),
});

/** What CDK's BucketDeployment would copy. */
export function readBucketDeployments(resources: Resources): BucketDeploymentView[] {
  return resources
    .ofType('Custom::CDKBucketDeployment', deploymentSchema)
    .map(({ id, stack, properties }) => ({
      id,
      bucketName: properties.DestinationBucketName,
      prefix: properties.DestinationBucketKeyPrefix,
      sources: properties.SourceObjectKeys.map((key, position) => {
        const folder = stack.assets.get(key.replace(/\.zip$/, ''));
        if (!folder) throw new Error(`Source ${key} of ${id} is no asset of the cloud assembly.`);
        return { folder, markers: properties.SourceMarkers[position] ?? {} };
      }),
      metadata: properties.SystemMetadata,
      exclude: properties.Exclude,
      include: properties.Include,
    }));
}

const secretSchema = z.strictObject({
  GenerateSecretString: z
    .strictObject({
      PasswordLength: z.number().default(32),
      ExcludeCharacters: z.string().default(''),
      ExcludePunctuation: z.boolean().default(false),
      ExcludeUppercase: z.boolean().default(false),
      ExcludeLowercase: z.boolean().default(false),
      ExcludeNumbers: z.boolean().default(false),
      IncludeSpace: z.boolean().default(false),
      RequireEachIncludedType: z.boolean().default(true),
      SecretStringTemplate: z.string().optional(),
      GenerateStringKey: z.string().optional(),
    })
    .optional(),
  SecretString: z.string().optional(),
  ...withoutMeaning('Name', 'Description', 'KmsKeyId', 'Tags'),
});

export function readSecrets(resources: Resources): SecretView[] {
  return resources
    .ofType('AWS::SecretsManager::Secret', secretSchema)
    .map(({ id, identity, properties }) => ({
      id,
      name: identity.name,
      arn: identity.arn,
      generate:
        // A secret without a word about its value gets a generated one.
        properties.SecretString === undefined
          ? rule(
              properties.GenerateSecretString ?? secretSchema.shape.GenerateSecretString.unwrap().parse({}),
            )
          : undefined,
      stated: properties.SecretString,
    }));
}

function rule(given: NonNullable<z.infer<typeof secretSchema>['GenerateSecretString']>): SecretRule {
  return {
    length: given.PasswordLength,
    excludeCharacters: given.ExcludeCharacters,
    excludePunctuation: given.ExcludePunctuation,
    excludeUppercase: given.ExcludeUppercase,
    excludeLowercase: given.ExcludeLowercase,
    excludeNumbers: given.ExcludeNumbers,
    includeSpace: given.IncludeSpace,
    requireEachIncludedType: given.RequireEachIncludedType,
    template: given.SecretStringTemplate,
    key: given.GenerateStringKey,
  };
}
