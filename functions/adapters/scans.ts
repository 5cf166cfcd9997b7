import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { venueNameSchema } from '../../contract/tokens.ts';
import { certificateSchema } from '../../domain/itinerary/certificate.ts';
import { colourSchema, verdictSchema } from '../../domain/itinerary/verdict.ts';
import { addMilliseconds, instantSchema } from '../../domain/time.ts';
import { fromItem, toItem } from './dynamodb.ts';

/** A verdict is kept for 14 days, as long as the itinerary it speaks of counts (PIPL art. 47: no longer than needed). */
const KEPT_MS = 14 * 86_400_000;

export const scanItemSchema = z.object({
  scanId: z.string(),
  /** The verdict's colour once more, where the relay finds it without reading the rest. */
  colour: colourSchema,
  verdict: verdictSchema,
  phoneDigest: z.string(),
  maskedNumber: z.string(),
  venue: venueNameSchema,
  scannedAt: instantSchema,
  mayEnter: z.boolean(),
  certificate: certificateSchema.optional(),
  certificateAt: instantSchema.optional(),
  /** Epoch seconds; DynamoDB deletes the row some time after, and from then on it is not read any more. */
  expiresAt: z.int(),
});
export type StoredScan = z.infer<typeof scanItemSchema>;

export const scanKey = (scanId: string) => toItem({ pk: `SCAN#${scanId}`, sk: 'SCAN' });

/** A scan to store: the rest of its row follows from it. */
export type NewScan = Omit<StoredScan, 'colour' | 'expiresAt' | 'certificate' | 'certificateAt'>;

/** Scans in the table `itinerary`. */
export interface Scans {
  /**
   * Stores a scan by one conditional write: 1 WCU up to 1 KB, no index, no read.
   * @returns what is stored: this scan, or the one that was first under its id
   */
  record(scan: NewScan): Promise<StoredScan>;
  /** @returns undefined for an unknown scan, and for one whose time is over */
  read(scanId: string, now: Date): Promise<StoredScan | undefined>;
}

export function scansIn(client: DynamoDBClient, table: string): Scans {
  return {
    async record(scan) {
      const row: StoredScan = {
        ...scan,
        colour: scan.verdict.colour,
        expiresAt: Math.floor(Date.parse(addMilliseconds(scan.scannedAt, KEPT_MS)) / 1000),
      };
      try {
        await client.send(
          new PutItemCommand({
            TableName: table,
            Item: { ...scanKey(scan.scanId), ...toItem(row) },
            ConditionExpression: 'attribute_not_exists(pk)',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
        return row;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException && error.Item)
          return scanItemSchema.parse(fromItem(error.Item));
        throw error;
      }
    },
    async read(scanId, now) {
      const { Item } = await client.send(
        new GetItemCommand({ TableName: table, Key: scanKey(scanId), ConsistentRead: true }),
      );
      const scan = Item && scanItemSchema.parse(fromItem(Item));
      return scan && scan.expiresAt * 1000 > now.getTime() ? scan : undefined;
    },
  };
}
