import * as z from 'zod';
import type { TableView } from '../template/views.ts';
import type { RequestContext } from './permissions.ts';

/** One thing that a DynamoDB request does, as IAM sees it. */
export interface Access {
  action: string;
  tableName: string;
  /** `<table>` or `<table>/index/<index>`. */
  resource: string;
  context: RequestContext;
  writes: boolean;
}

const item = z.record(z.string(), z.unknown());
const one = z.object({ TableName: z.string(), Key: item.optional(), Item: item.optional() });
type One = z.infer<typeof one>;

const searchSchema = z.object({
  TableName: z.string(),
  IndexName: z.string().optional(),
  KeyConditionExpression: z.string().optional(),
  ExpressionAttributeNames: z.record(z.string(), z.string()).default({}),
  ExpressionAttributeValues: item.default({}),
});
type Search = z.infer<typeof searchSchema>;

const batchGetSchema = z.object({
  RequestItems: z.record(z.string(), z.object({ Keys: z.array(item) })),
});
const batchWriteSchema = z.object({
  RequestItems: z.record(
    z.string(),
    z.array(
      z.object({
        PutRequest: z.object({ Item: item }).optional(),
        DeleteRequest: z.object({ Key: item }).optional(),
      }),
    ),
  ),
});
const transactGetSchema = z.object({ TransactItems: z.array(z.object({ Get: one })) });

/** IAM has no action for transactions: each item needs the action that it would need alone. */
const transactActions = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
};
const transactWriteSchema = z.object({
  TransactItems: z.array(
    z.strictObject({
      Put: one.optional(),
      Update: one.optional(),
      Delete: one.optional(),
      ConditionCheck: one.optional(),
    }),
  ),
});

type Keys = (tableName: string, indexName?: string) => string | undefined;
type Read = (body: unknown, partitionKey: Keys) => Access[];

const reads: Record<string, Read> = {
  GetItem: single('GetItem', false),
  PutItem: single('PutItem', true),
  UpdateItem: single('UpdateItem', true),
  DeleteItem: single('DeleteItem', true),
  Query: search('Query'),
  Scan: search('Scan'),
  DescribeTable: (body) => {
    const { TableName } = z.object({ TableName: z.string() }).parse(body);
    return [access('DescribeTable', TableName, {}, false)];
  },
  BatchGetItem: (body, partitionKey) =>
    Object.entries(batchGetSchema.parse(body).RequestItems).map(([table, { Keys }]) =>
      access('BatchGetItem', table, leading(table, Keys, partitionKey), false),
    ),
  BatchWriteItem: (body, partitionKey) =>
    Object.entries(batchWriteSchema.parse(body).RequestItems).map(([table, requests]) => {
      const items = requests.map(
        ({ PutRequest, DeleteRequest }) => PutRequest?.Item ?? DeleteRequest?.Key ?? {},
      );
      return access('BatchWriteItem', table, leading(table, items, partitionKey), true);
    }),
  TransactGetItems: (body, partitionKey) =>
    transactGetSchema
      .parse(body)
      .TransactItems.map(({ Get }) => ofItem('GetItem', Get, partitionKey, false, 'TransactGetItems')),
  TransactWriteItems: (body, partitionKey) =>
    transactionItems(body).map(({ kind, target }) =>
      ofItem(transactActions[kind], target, partitionKey, kind !== 'ConditionCheck', 'TransactWriteItems'),
    ),
};

/**
 * What a request does, for the decision whether the caller may.
 * @param operation e.g. `PutItem`
 * @returns undefined when functions have no business with this operation
 * @throws ZodError when the body has not the shape of the operation
 */
export function accessesOf(
  operation: string,
  body: unknown,
  tables: ReadonlyMap<string, TableView>,
): Access[] | undefined {
  const read = Object.hasOwn(reads, operation) ? reads[operation] : undefined;
  return read?.(body, (tableName, indexName) => {
    const table = tables.get(plainName(tableName));
    const index = table?.globalIndexes.find(({ IndexName }) => IndexName === indexName);
    return (index?.KeySchema ?? table?.keySchema)?.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName;
  });
}

/** Table and key of one item that a TransactWriteItems request has written. */
export function writtenItem(
  body: unknown,
  tables: ReadonlyMap<string, TableView>,
): { TableName: string; Key: Record<string, unknown> } | undefined {
  const written = transactionItems(body).find(({ kind }) => kind !== 'ConditionCheck')?.target;
  const table = written && tables.get(plainName(written.TableName));
  if (!table) return undefined;
  const source = written.Key ?? written.Item ?? {};
  const key = table.keySchema.map(({ AttributeName }) => [AttributeName, source[AttributeName]]);
  return { TableName: table.name, Key: Object.fromEntries(key) };
}

function transactionItems(body: unknown): { kind: keyof typeof transactActions; target: One }[] {
  const kinds = Object.keys(transactActions) as (keyof typeof transactActions)[];
  return transactWriteSchema.parse(body).TransactItems.flatMap((entry) =>
    kinds.flatMap((kind) => {
      const target = entry[kind];
      return target ? [{ kind, target }] : [];
    }),
  );
}

function single(operation: string, writes: boolean): Read {
  return (body, partitionKey) => [ofItem(operation, one.parse(body), partitionKey, writes)];
}

function ofItem(
  operation: string,
  target: One,
  partitionKey: Keys,
  writes: boolean,
  enclosing?: string,
): Access {
  const context = leading(target.TableName, [target.Key ?? target.Item ?? {}], partitionKey);
  if (enclosing) context['dynamodb:EnclosingOperation'] = [enclosing];
  return access(operation, target.TableName, context, writes);
}

function search(operation: 'Query' | 'Scan'): Read {
  return (body, partitionKey) => {
    const request = searchSchema.parse(body);
    const table = plainName(request.TableName);
    const resource = request.IndexName === undefined ? table : `${table}/index/${request.IndexName}`;
    const key = partitionKey(table, request.IndexName);
    return [{ ...access(operation, table, queriedKey(request, key), false), resource }];
  };
}

/** The partition key of a query is in its key condition: `pk = :pk`, either side first, names perhaps aliased. */
function queriedKey(request: Search, partitionKey: string | undefined): RequestContext {
  for (const [, left = '', right = ''] of (request.KeyConditionExpression ?? '').matchAll(
    /([#:]?[\w.-]+)\s*=\s*([#:]?[\w.-]+)/g,
  )) {
    const [name, value] = left.startsWith(':') ? [right, left] : [left, right];
    if ((request.ExpressionAttributeNames[name] ?? name) !== partitionKey) continue;
    return { 'dynamodb:LeadingKeys': [scalar(request.ExpressionAttributeValues[value])] };
  }
  return {};
}

function leading(
  tableName: string,
  items: readonly Record<string, unknown>[],
  partitionKey: Keys,
): RequestContext {
  const key = partitionKey(tableName);
  return key === undefined ? {} : { 'dynamodb:LeadingKeys': items.map((given) => scalar(given[key])) };
}

function access(operation: string, tableName: string, context: RequestContext, writes: boolean): Access {
  const table = plainName(tableName);
  return { action: `dynamodb:${operation}`, tableName: table, resource: table, context, writes };
}

/** The text of a key: `{"S":"a"}` -> `a`. */
function scalar(value: unknown): string {
  return typeof value === 'object' && value !== null ? String(Object.values(value)[0]) : '';
}

/** A table can be named by its ARN too. */
function plainName(tableName: string): string {
  return tableName.slice(tableName.lastIndexOf('/') + 1);
}
