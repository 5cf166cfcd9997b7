import { type DynamoDBClient, GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import {
  type ApplicationStatus,
  applicationStatuses,
  applicationStatusSchema,
} from '../../domain/subsidies/application.ts';
import { fromItem, toItem } from './dynamodb.ts';
import { keyOf } from './subsidies-items.ts';
import { type RefusedItem, writeTogether } from './transaction.ts';

/** Rows a figure is spread over, so that many relays at once do not wait for one item; reading adds them up. */
const BUCKETS = 8;
/** A transaction holds 100 items; one of them is the figure. */
const SCANS_A_TRANSACTION = 99;
const PARTITION = 'SCOREBOARD';
const COLOURS = ['green', 'yellow', 'red'] as const;
type Colour = (typeof COLOURS)[number];

const countedSchema = z.object({ status: applicationStatusSchema, amountFen: z.int(), version: z.int() });
/** What of an application the scoreboard counts. */
export type CountedApplication = z.infer<typeof countedSchema> & { applicationId: string };

/** What of a scan the scoreboard counts. */
export interface CountedScan {
  scanId: string;
  colour: Colour;
}

/** The figures of the scoreboard (成绩单), counted from the streams. */
export interface Scoreboard {
  /**
   * Counts the state of an application. Exact under repeats, late records and skipped ones: beside the figures stands
   * what of each application is counted, both change in one transaction, and an older version changes nothing.
   */
  countApplication(application: CountedApplication): Promise<void>;
  /** Counts scans, each once however often it is told: a scan's own row remembers that it is counted. */
  countScans(scans: readonly CountedScan[]): Promise<void>;
}

export function scoreboardIn(
  client: DynamoDBClient,
  tables: { subsidies: string; itinerary: string },
): Scoreboard {
  return {
    async countApplication({ applicationId, status, amountFen, version }) {
      const next = { status, amountFen, version };
      const key = toItem(keyOf.counted(applicationId));
      const { Item } = await client.send(
        new GetItemCommand({ TableName: tables.subsidies, Key: key, ConsistentRead: true }),
      );
      const counted = Item && countedSchema.parse(fromItem(Item));
      if (counted && counted.version >= next.version) return;
      const same = counted?.status === next.status && counted.amountFen === next.amountFen;
      if (same) return;
      const adds: [string, number][] = [
        [`${next.status}Count`, 1],
        [`${next.status}Fen`, next.amountFen],
      ];
      if (counted) adds.push([`${counted.status}Count`, -1], [`${counted.status}Fen`, -counted.amountFen]);
      const refused = await writeTogether(client, [
        {
          Put: {
            TableName: tables.subsidies,
            Item: { ...key, ...toItem(next) },
            ConditionExpression: counted ? 'version = :counted' : 'attribute_not_exists(pk)',
            ...(counted ? { ExpressionAttributeValues: toItem({ ':counted': counted.version }) } : {}),
          },
        },
        addition(tables.subsidies, 'APPLICATIONS', applicationId, adds),
      ]);
      // Another relay counted this application meanwhile; the stream delivers this record again.
      if (refused) throw new Error('the application was counted concurrently');
    },

    async countScans(scans) {
      for (let start = 0; start < scans.length; start += SCANS_A_TRANSACTION) {
        const together = scans.slice(start, start + SCANS_A_TRANSACTION);
        if (!(await countTogether(together))) continue;
        // At least one of them is counted already, after a repeat: the others are counted one by one.
        for (const scan of together) await countTogether([scan]);
      }
    },
  };

  /** Marks scans as counted and counts them, all or none. @returns the first that cannot be: counted already, or expired */
  function countTogether(scans: readonly CountedScan[]): Promise<RefusedItem | undefined> {
    const marks = scans.map(({ scanId }) => ({
      Update: {
        TableName: tables.itinerary,
        Key: toItem({ pk: `SCAN#${scanId}`, sk: 'SCAN' }),
        UpdateExpression: 'SET counted = :yes',
        ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(counted)',
        ExpressionAttributeValues: toItem({ ':yes': true }),
      },
    }));
    const adds = scans.map(({ colour }): [string, number] => [colour, 1]);
    return writeTogether(client, [
      ...marks,
      addition(tables.itinerary, 'SCANS', scans[0]?.scanId ?? '', adds),
    ]);
  }
}

export interface Figures {
  applications: Record<ApplicationStatus, { count: number; amountFen: number }>;
  scans: Record<Colour, number>;
}

/** Reads the figures: two queries of at most eight rows each. */
export async function readScoreboard(
  client: DynamoDBClient,
  tables: { subsidies: string; itinerary: string },
): Promise<Figures> {
  const [applications, scans] = await Promise.all([
    totals(client, tables.subsidies, 'APPLICATIONS'),
    totals(client, tables.itinerary, 'SCANS'),
  ]);
  const figure = (sums: Map<string, number>, name: string) => sums.get(name) ?? 0;
  return {
    applications: Object.fromEntries(
      applicationStatuses.map((status) => [
        status,
        { count: figure(applications, `${status}Count`), amountFen: figure(applications, `${status}Fen`) },
      ]),
    ) as Figures['applications'],
    scans: Object.fromEntries(COLOURS.map((colour) => [colour, figure(scans, colour)])) as Figures['scans'],
  };
}

async function totals(client: DynamoDBClient, table: string, kind: string): Promise<Map<string, number>> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :kind)',
      ExpressionAttributeValues: toItem({ ':pk': PARTITION, ':kind': `${kind}#` }),
      ConsistentRead: true,
    }),
  );
  const sums = new Map<string, number>();
  for (const [name, value] of Items.flatMap((item) => Object.entries(fromItem(item)))) {
    if (typeof value === 'number') sums.set(name, (sums.get(name) ?? 0) + value);
  }
  return sums;
}

/** Adds to figures of the row that an id falls to. Additions to one name are summed, so that a move within it is none. */
function addition(table: string, kind: string, id: string, adds: readonly [string, number][]) {
  const sums = new Map<string, number>();
  for (const [name, value] of adds) sums.set(name, (sums.get(name) ?? 0) + value);
  const names = [...sums.keys()];
  const bucket = [...id].reduce((sum, character) => sum + character.charCodeAt(0), 0) % BUCKETS;
  return {
    Update: {
      TableName: table,
      Key: toItem({ pk: PARTITION, sk: `${kind}#${bucket}` }),
      UpdateExpression: `ADD ${names.map((_, index) => `#n${index} :v${index}`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(names.map((name, index) => [`#n${index}`, name])),
      ExpressionAttributeValues: toItem(
        Object.fromEntries(names.map((name, index) => [`:v${index}`, sums.get(name)])),
      ),
    },
  };
}
