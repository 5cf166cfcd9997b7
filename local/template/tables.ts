import * as z from 'zod';
import { type Resources, withoutMeaning } from './resources.ts';
import type { TableView } from './views.ts';

const keySchema = z.array(z.strictObject({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));

const indexSchema = z.strictObject({
  IndexName: z.string(),
  KeySchema: keySchema,
  Projection: z.strictObject({
    ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']).optional(),
    NonKeyAttributes: z.array(z.string()).optional(),
  }),
  ...withoutMeaning(
    'ProvisionedThroughput',
    'OnDemandThroughput',
    'ContributorInsightsSpecification',
    'WarmThroughput',
    'WriteProvisionedThroughputSettings',
    'WriteOnDemandThroughputSettings',
    'ReadProvisionedThroughputSettings',
    'ReadOnDemandThroughputSettings',
  ),
});

/** Capacity, backup and encryption are the cloud's; a local table is on demand, on the disk of its owner. */
const tableSchema = z.strictObject({
  KeySchema: keySchema,
  AttributeDefinitions: z.array(
    z.strictObject({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) }),
  ),
  GlobalSecondaryIndexes: z.array(indexSchema).default([]),
  LocalSecondaryIndexes: z.array(indexSchema).default([]),
  StreamSpecification: z
    .object({ StreamViewType: z.enum(['NEW_AND_OLD_IMAGES', 'NEW_IMAGE', 'OLD_IMAGE', 'KEYS_ONLY']) })
    .optional(),
  TimeToLiveSpecification: z
    .strictObject({ AttributeName: z.string().optional(), Enabled: z.boolean() })
    .optional(),
  ...withoutMeaning(
    'TableName',
    'BillingMode',
    'ProvisionedThroughput',
    'OnDemandThroughput',
    'WarmThroughput',
    'PointInTimeRecoverySpecification',
    'SSESpecification',
    'DeletionProtectionEnabled',
    'ContributorInsightsSpecification',
    'ResourcePolicy',
    'TableClass',
    'Tags',
    'Replicas',
    'WriteProvisionedThroughputSettings',
    'WriteOnDemandThroughputSettings',
  ),
});

/** The tables, also those declared as global tables with their first replica. */
export function readTables(resources: Resources): TableView[] {
  return resources
    .ofType(['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'], tableSchema)
    .map(({ id, identity, properties }) => ({
      id,
      name: identity.name,
      arn: identity.arn,
      keySchema: properties.KeySchema,
      attributeDefinitions: properties.AttributeDefinitions,
      globalIndexes: properties.GlobalSecondaryIndexes.map(index),
      localIndexes: properties.LocalSecondaryIndexes.map(index),
      streamArn: properties.StreamSpecification && identity.attributes['StreamArn'],
      streamViewType: properties.StreamSpecification?.StreamViewType,
      expiryAttribute: properties.TimeToLiveSpecification?.Enabled
        ? properties.TimeToLiveSpecification.AttributeName
        : undefined,
    }));
}

function index({ IndexName, KeySchema, Projection }: z.infer<typeof indexSchema>) {
  return { IndexName, KeySchema, Projection };
}
