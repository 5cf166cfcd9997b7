import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import * as z from 'zod';
import { colourSchema } from '../../domain/itinerary/verdict.ts';
import { noticesOf } from '../../domain/notices/notice.ts';
import type { Inboxes } from '../adapters/inboxes.ts';
import type { ObjectStore } from '../adapters/object-store.ts';
import type { DecisionList } from '../adapters/officer-lists.ts';
import type { CountedScan, Scoreboard } from '../adapters/scoreboard.ts';
import {
  applicationItemSchema,
  formItemSchema,
  type StoredApplication,
  type StoredForm,
} from '../adapters/subsidies-items.ts';
import type { WorkflowExecutions } from '../adapters/workflow-executions.ts';
import type { Dispatch } from './dispatch.ts';

/** A row of the table `itinerary` that is a scan. */
const scanImageSchema = z.object({ scanId: z.string(), colour: colourSchema });

/** Plain images of one stream record. */
export interface RelayRecord {
  pk: string;
  sk: string;
  /** Whether it tells of a new row. */
  isNew: boolean;
  before: Record<string, unknown> | undefined;
  after: Record<string, unknown> | undefined;
}

/**
 * Carries on what a write began: starts the workflow of a new application and of an appeal, settles a token that a decision settled,
 * lists a decision under its officer, tells who has to know, counts the scoreboard, keeps what was submitted. Records of one item come in order;
 * they may come twice, and late: each act may be repeated.
 * @param read turns a stream record into plain images
 * @returns the first record that failed; the event source tries again from there, halves the batch, and a poison record
 *   ends in the dead-letter queue
 */
export function relay(
  workflows: WorkflowExecutions,
  scoreboard: Scoreboard,
  decisions: DecisionList,
  inboxes: Pick<Inboxes, 'put'>,
  dispatch: Dispatch,
  objects: Pick<ObjectStore, 'untag'>,
  read: (record: DynamoDBRecord) => RelayRecord,
) {
  return async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const scans: CountedScan[] = [];
    const failedAt = await firstFailure(Records, async (record) => {
      const { pk, sk, isNew, before, after } = read(record);
      // Of the table of notices the stream tells keys alone.
      if (isNew && !after) await dispatch({ pk, sk });
      if (sk === 'CASE' && after) await carryOn(applicationItemSchema.parse(after), before);
      if (pk.startsWith('APPLICATION#') && sk.startsWith('FORM#') && after && !before)
        await keepEvidence(formItemSchema.parse(after));
      if (sk === 'SCAN' && pk.startsWith('SCAN#') && after && !before)
        scans.push(scanImageSchema.parse(after));
    });
    // Counted together, they fail together: the whole batch comes again, and what was counted is known.
    const counted = await firstFailure(Records.slice(0, 1), () => scoreboard.countScans(scans));
    const failed = counted ?? failedAt;
    return { batchItemFailures: failed ? [{ itemIdentifier: failed.dynamodb?.SequenceNumber ?? '' }] : [] };
  };

  /** What is frozen is no draft any more: without that tag the bucket's lifecycle leaves it. */
  async function keepEvidence({ attachments }: StoredForm): Promise<void> {
    for (const { attachmentId, objectVersion } of attachments)
      await objects.untag(attachmentId, objectVersion);
  }

  async function carryOn(
    after: StoredApplication,
    image: Record<string, unknown> | undefined,
  ): Promise<void> {
    const before = image && applicationItemSchema.parse(image);
    if (!before) await workflows.startReview(after.applicationId);
    if (after.appeal && !before?.appeal) await workflows.startAppeal(after.applicationId);
    if (after.settled && after.settled.token !== before?.settled?.token) {
      await workflows.settle(after.settled.token, after.settled.output);
    }
    for (const decision of after.decisions.slice(before?.decisions.length ?? 0))
      await decisions.add(after.applicationId, decision);
    for (const { inbox, notice } of noticesOf({ before, after })) await inboxes.put(inbox, notice);
    if (before?.status !== after.status || before.amountFen !== after.amountFen)
      await scoreboard.countApplication(after);
  }
}

/** Does the work for one record after the other and gives the first for which it failed; its log line has no content. */
async function firstFailure(
  records: readonly DynamoDBRecord[],
  work: (record: DynamoDBRecord) => Promise<void>,
): Promise<DynamoDBRecord | undefined> {
  for (const record of records) {
    try {
      await work(record);
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown';
      const { eventID: eventId } = record;
      console.error(JSON.stringify({ level: 'error', function: 'relay', eventId, error: name }));
      return record;
    }
  }
  return undefined;
}
