import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import * as z from 'zod';
import { colourSchema } from '../../domain/itinerary/verdict.ts';
import type { Scoreboard } from '../adapters/scoreboard.ts';
import { applicationItemSchema, type StoredApplication } from '../adapters/subsidies-items.ts';
import type { WorkflowExecutions } from '../adapters/workflow-executions.ts';

/** A row of the table `itinerary` that is a scan. */
const scanImageSchema = z.object({ scanId: z.string(), colour: colourSchema });

/** Plain images of one stream record. */
export interface RelayRecord {
  pk: string;
  sk: string;
  before: Record<string, unknown> | undefined;
  after: Record<string, unknown> | undefined;
}

/**
 * Carries on what a write began: starts the workflow of a new application, settles a token that a decision settled,
 * counts the scoreboard. Records of one item come in order; they may come twice, and late: each act may be repeated.
 * @param read turns a stream record into plain images
 * @returns the first record that failed; the event source tries again from there, and a poison record ends in the
 *   dead-letter queue
 */
export function relay(
  workflows: WorkflowExecutions,
  scoreboard: Scoreboard,
  read: (record: DynamoDBRecord) => RelayRecord,
) {
  return async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    for (const record of Records) {
      try {
        await carryOn(read(record));
      } catch (error) {
        const name = error instanceof Error ? error.name : 'unknown';
        console.error(
          JSON.stringify({ level: 'error', function: 'relay', eventId: record.eventID, error: name }),
        );
        return { batchItemFailures: [{ itemIdentifier: record.dynamodb?.SequenceNumber ?? '' }] };
      }
    }
    return { batchItemFailures: [] };
  };

  async function carryOn({ pk, sk, before, after }: RelayRecord): Promise<void> {
    if (sk === 'CASE' && after) await carryOnApplication(applicationItemSchema.parse(after), before);
    if (sk === 'SCAN' && pk.startsWith('SCAN#') && after && !before) {
      const { scanId, colour } = scanImageSchema.parse(after);
      await scoreboard.countScan(scanId, colour);
    }
  }

  async function carryOnApplication(
    after: StoredApplication,
    image: Record<string, unknown> | undefined,
  ): Promise<void> {
    const before = image && applicationItemSchema.parse(image);
    if (!before) await workflows.startReview(after.applicationId);
    if (after.settled && after.settled.token !== before?.settled?.token) {
      await workflows.settle(after.settled.token, after.settled.output);
    }
    if (before?.status !== after.status || before.amountFen !== after.amountFen)
      await scoreboard.countApplication(after);
  }
}
