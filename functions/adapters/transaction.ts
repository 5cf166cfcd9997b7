import { setTimeout as pause } from 'node:timers/promises';
import {
  type CancellationReason,
  type DynamoDBClient,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { DomainError } from '../../domain/errors.ts';

/** Conflicts with another transaction pass within milliseconds; four tries with growing pauses outlast them. */
const PAUSES_MS = [20, 60, 180];

/** Why a transaction's conditions did not hold: the place of the item in the transaction, and its stored content. */
export interface RefusedItem {
  index: number;
  stored: CancellationReason['Item'];
}

/**
 * Writes all items or none. The SDK's client token makes its own retries harmless.
 * @returns undefined when written; the first refused item when a condition did not hold
 * @throws DomainError `temporarily-unavailable` when conflicts or throttling go on
 */
export async function writeTogether(
  client: DynamoDBClient,
  items: TransactWriteItem[],
  random: () => number = Math.random,
): Promise<RefusedItem | undefined> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await client.send(new TransactWriteItemsCommand({ TransactItems: items }));
      return undefined;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const reasons = error.CancellationReasons ?? [];
      const index = reasons.findIndex((reason) => reason.Code === 'ConditionalCheckFailed');
      if (index >= 0) return { index, stored: reasons[index]?.Item };
      const wait = PAUSES_MS[attempt];
      if (wait === undefined || !reasons.some(mayPass)) throw new DomainError('temporarily-unavailable');
      await pause(wait * (0.5 + random()));
    }
  }
}

function mayPass(reason: CancellationReason): boolean {
  return (
    reason.Code === 'TransactionConflict' ||
    reason.Code === 'ThrottlingError' ||
    reason.Code === 'ProvisionedThroughputExceeded'
  );
}
