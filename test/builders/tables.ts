import { randomUUID } from 'node:crypto';
import { type AttributeValue, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { inject } from 'vitest';
import { ensureTables } from '../../local/dynamodb/tables.ts';
import type { TableView } from '../../local/template/views.ts';

/** The product's tables under names of this test file's own, with what functions need to reach them in the environment. */
export interface TestTables {
  subsidies: string;
  itinerary: string;
  audit: string;
  notices: string;
  url: string;
  client: DynamoDBClient;
  /** Every item of a table, as plain data, in the order of its keys. */
  itemsOf(table: 'subsidies' | 'itinerary' | 'audit' | 'notices'): Promise<Record<string, unknown>[]>;
}

/** The secret of profiles in tests. */
export const PROFILE_SECRET = 'a-secret-of-profiles-for-tests-of-64-characters';

const key = (name: string, KeyType: 'HASH' | 'RANGE') => ({ AttributeName: name, KeyType });

/** A table of items under `pk` and `sk`, as the template would declare it. */
export function tableView(name: string, change: Partial<TableView> = {}): TableView {
  const indexed = (change.globalIndexes ?? []).flatMap(({ KeySchema }) => KeySchema);
  const names = ['pk', 'sk', ...indexed.map(({ AttributeName }) => AttributeName)];
  return {
    id: `test/${name}`,
    name,
    arn: `arn:aws:dynamodb:us-east-1:000000000000:table/${name}`,
    keySchema: [key('pk', 'HASH'), key('sk', 'RANGE')],
    attributeDefinitions: names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    globalIndexes: [],
    localIndexes: [],
    streamArn: undefined,
    streamViewType: undefined,
    expiryAttribute: undefined,
    ...change,
  };
}

/**
 * Makes the tables as the data stack declares them, and points the SDK's own environment at the database.
 * @param url the database; the tests' own when not given
 */
export async function createTables(url: string = inject('dynamoDbUrl')): Promise<TestTables> {
  const suffix = randomUUID().slice(0, 8);
  const names = {
    subsidies: `subsidies-${suffix}`,
    itinerary: `itinerary-${suffix}`,
    audit: `audit-${suffix}`,
    notices: `notices-${suffix}`,
  };
  const index = (name: string) => ({
    IndexName: name,
    KeySchema: [key(`${name}Pk`, 'HASH'), key(`${name}Sk`, 'RANGE')],
    Projection: { ProjectionType: 'ALL' as const },
  });
  const day = {
    IndexName: 'day',
    KeySchema: [key('day', 'HASH'), key('at', 'RANGE')],
    Projection: { ProjectionType: 'ALL' as const },
  };
  await ensureTables(url, [
    tableView(names.subsidies, {
      globalIndexes: [index('queue'), index('escalated')],
      streamViewType: 'NEW_AND_OLD_IMAGES',
    }),
    tableView(names.itinerary, { streamViewType: 'NEW_AND_OLD_IMAGES' }),
    tableView(names.audit, { globalIndexes: [day] }),
    tableView(names.notices),
  ]);
  Object.assign(process.env, {
    SUBSIDIES_TABLE: names.subsidies,
    ITINERARY_TABLE: names.itinerary,
    AUDIT_TABLE: names.audit,
    PROFILE_SECRET,
    SITE_URL: 'http://localhost:3000',
    NOTICES_TABLE: names.notices,
    // Nobody subscribes here, so nothing is put there.
    NOTICES_QUEUE_URL: 'http://127.0.0.1:9/notices',
    // Nobody answers there: a test that stores files has a bucket of its own.
    ATTACHMENTS_URL: 'http://127.0.0.1:9/attachments',
    CLAMD_ADDRESS: '',
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_DYNAMODB: url,
  });
  const client = new DynamoDBClient({});
  return {
    ...names,
    url,
    client,
    itemsOf: async (table) => {
      const items: Record<string, AttributeValue>[] = [];
      let start: Record<string, AttributeValue> | undefined;
      do {
        const page = await client.send(
          new ScanCommand({
            TableName: names[table],
            ConsistentRead: true,
            ...(start && { ExclusiveStartKey: start }),
          }),
        );
        items.push(...(page.Items ?? []));
        start = page.LastEvaluatedKey;
      } while (start);
      const plain = items.map((item) => unmarshall(item));
      const order = (item: Record<string, unknown>) => `${String(item['pk'])} ${String(item['sk'])}`;
      return plain.sort((a, b) => (order(a) < order(b) ? -1 : 1));
    },
  };
}
