import { BatchGetItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { fromItem, toItem } from './dynamodb.ts';
import { applicationItemSchema, keyOf, type StoredApplication } from './subsidies-items.ts';

/**
 * Reads applications as they are now, by id.
 * @param ids at most 100; one may come twice
 */
export async function readApplications(
  client: DynamoDBClient,
  table: string,
  ids: readonly string[],
): Promise<Map<string, StoredApplication>> {
  const found = new Map<string, StoredApplication>();
  for (let Keys = [...new Set(ids)].map((id) => toItem(keyOf.application(id))); Keys.length > 0; ) {
    const { Responses, UnprocessedKeys } = await client.send(
      new BatchGetItemCommand({ RequestItems: { [table]: { Keys, ConsistentRead: true } } }),
    );
    for (const item of Responses?.[table] ?? []) {
      const application = applicationItemSchema.parse(fromItem(item));
      found.set(application.applicationId, application);
    }
    Keys = UnprocessedKeys?.[table]?.Keys ?? [];
  }
  return found;
}
