import { createHash } from 'node:crypto';
import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { type AuditEntry, type AuditHead, chainEvent } from '../../domain/audit.ts';
import { toItem } from './dynamodb.ts';

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/**
 * The write that appends one event to a record's chain; it goes into the transaction of the change itself.
 * @param head the chain's head as the changed record knows it
 * @returns the write, and the new head to store with the record
 */
export function appendEvent(
  table: string,
  head: AuditHead,
  entry: AuditEntry,
): { write: TransactWriteItem; head: AuditHead } {
  const event = chainEvent(head, entry, sha256);
  return {
    write: {
      Put: {
        TableName: table,
        Item: toItem({ pk: event.entity, sk: String(event.seq).padStart(8, '0'), ...event }),
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
    head: { seq: event.seq, hash: event.hash },
  };
}
