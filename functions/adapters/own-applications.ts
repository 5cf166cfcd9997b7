import { BatchGetItemCommand, type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { fromItem, toItem } from './dynamodb.ts';
import {
  applicationItemSchema,
  keyOf,
  listingItemSchema,
  type StoredApplication,
} from './subsidies-items.ts';

/** The applications of one enterprise. */
export interface OwnApplications {
  /** One page, newest first, withdrawn ones too; what was just submitted is in it. */
  page(
    uscc: string,
    limit: number,
    cursor?: string,
  ): Promise<{ applications: StoredApplication[]; nextCursor?: string }>;
}

const PREFIX = 'APPLICATION#';
/** The end of a listing's key: the moment it came and its receipt code. */
const POSITION = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z#[0-9A-Z]{12}$/;

export function ownApplicationsIn(client: DynamoDBClient, table: string): OwnApplications {
  /** Reads applications by id, in the order of the ids. */
  const readAll = async (ids: readonly string[]): Promise<StoredApplication[]> => {
    const found = new Map<string, StoredApplication>();
    for (let Keys = ids.map((id) => toItem(keyOf.application(id))); Keys.length > 0; ) {
      const { Responses, UnprocessedKeys } = await client.send(
        new BatchGetItemCommand({ RequestItems: { [table]: { Keys, ConsistentRead: true } } }),
      );
      for (const item of Responses?.[table] ?? []) {
        const application = applicationItemSchema.parse(fromItem(item));
        found.set(application.applicationId, application);
      }
      Keys = UnprocessedKeys?.[table]?.Keys ?? [];
    }
    return ids.flatMap((id) => found.get(id) ?? []);
  };

  return {
    async page(uscc, limit, cursor) {
      const { pk } = keyOf.listing(uscc, '', '');
      const start = cursor && toItem({ pk, sk: PREFIX + decodeCursor(cursor, POSITION) });
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :listings)',
          ExpressionAttributeValues: toItem({ ':pk': pk, ':listings': PREFIX }),
          ScanIndexForward: false,
          ConsistentRead: true,
          Limit: limit,
          ...(start ? { ExclusiveStartKey: start } : {}),
        }),
      );
      const ids = Items.map((item) => listingItemSchema.parse(fromItem(item)).applicationId);
      const last = LastEvaluatedKey && String(fromItem(LastEvaluatedKey)['sk']);
      return {
        applications: await readAll(ids),
        ...(last ? { nextCursor: encodeCursor(last.slice(PREFIX.length)) } : {}),
      };
    },
  };
}
