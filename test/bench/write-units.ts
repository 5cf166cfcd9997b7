import { type AttributeValue, DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Seen } from './capacity.ts';

type Item = Record<string, AttributeValue>;
interface Target {
  TableName: string;
  Item?: Item;
  Key?: Item;
}

/**
 * What writes cost in the cloud, by the model of FINDINGS.md, which DynamoDB Local does not report: 1 WCU a KB, twice that in
 * a transaction; an index takes 1 WCU a KB of its entry for each entry made, changed or removed.
 */
export interface WriteMeter {
  /** Write units of these calls, by table; each call once, in their order: what an entry was before is remembered. */
  units(calls: readonly Seen[]): Promise<Map<string, number>>;
  /** Bytes of the largest item written. */
  largest(): number;
}

export function writeMeter(client: DynamoDBClient): WriteMeter {
  const stored = new Map<string, Item>();
  const indexes = new Map<string, string[][]>();
  let largest = 0;

  /** The key attributes of each index of a table. */
  const indexesOf = async (TableName: string): Promise<string[][]> => {
    const known = indexes.get(TableName);
    if (known) return known;
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    const keys = (Table?.GlobalSecondaryIndexes ?? []).map(({ KeySchema = [] }) =>
      KeySchema.map(({ AttributeName = '' }) => AttributeName),
    );
    indexes.set(TableName, keys);
    return keys;
  };

  const write = async ({ TableName, Item, Key }: Target, removed: boolean, times: number) => {
    const name = `${TableName} ${JSON.stringify([(Item ?? Key)?.['pk'], (Item ?? Key)?.['sk']])}`;
    const before = stored.get(name);
    // An update is of a few attributes here: its item is under 1 KB.
    const after = removed ? undefined : (Item ?? Key);
    if (after) stored.set(name, after);
    else stored.delete(name);
    largest = Math.max(largest, sizeOf(after));
    let units = times * kilobytes(Math.max(sizeOf(before), sizeOf(after)));
    for (const attributes of await indexesOf(TableName)) {
      const entry = (item: Item | undefined) =>
        item && attributes.every((attribute) => item[attribute])
          ? JSON.stringify(attributes.map((attribute) => item[attribute]))
          : undefined;
      const [was, is] = [entry(before), entry(after)];
      if (was !== undefined && was !== is) units += kilobytes(sizeOf(before));
      if (is !== undefined) units += kilobytes(sizeOf(after));
    }
    return units;
  };

  return {
    largest: () => largest,
    async units(calls) {
      const byTable = new Map<string, number>();
      const add = async (target: Target, removed: boolean, times: number) => {
        const table = target.TableName.replace(/-[0-9a-f]{8}$/, '');
        byTable.set(table, (byTable.get(table) ?? 0) + (await write(target, removed, times)));
      };
      for (const { operation, body } of calls) {
        if (['PutItem', 'UpdateItem', 'DeleteItem'].includes(operation))
          await add(body as unknown as Target, operation === 'DeleteItem', 1);
        if (operation !== 'TransactWriteItems') continue;
        for (const one of body['TransactItems'] as Record<string, Target>[])
          for (const [kind, target] of Object.entries(one)) await add(target, kind === 'Delete', 2);
      }
      return byTable;
    },
  };
}

function kilobytes(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / 1024));
}

/** The size of an item as DynamoDB counts it, near enough: names and values, 3 bytes for a list or map and 1 for each part. */
function sizeOf(item: Item | undefined): number {
  return Object.entries(item ?? {}).reduce((sum, [name, value]) => sum + name.length + sizeOfValue(value), 0);
}

function sizeOfValue(value: AttributeValue): number {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.N !== undefined) return Math.ceil(value.N.length / 2) + 1;
  if (value.L !== undefined) return value.L.reduce((sum, part) => sum + 1 + sizeOfValue(part), 3);
  if (value.M !== undefined) return 3 + Object.keys(value.M).length + sizeOf(value.M);
  if (value.SS !== undefined) return value.SS.reduce((sum, part) => sum + Buffer.byteLength(part), 0);
  return 1;
}
