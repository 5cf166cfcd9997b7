import { createHash } from 'node:crypto';
import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { type AuditEntry, type AuditEvent, type AuditHead, chainEvent } from '../../domain/audit.ts';
import { shanghaiDay } from '../../domain/time.ts';
import { toItem } from './dynamodb.ts';

/** SHA-256 of a UTF-8 text, hex. */
function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The index of the trail by day: of each record, only its first event of a day is in it. */
export const DAY_INDEX = 'day';

/** The key of an event. */
export const auditKey = (entity: string, seq: number) => ({ pk: entity, sk: String(seq).padStart(8, '0') });

/**
 * The write that appends one event to a record's chain; it goes into the transaction of the change itself. The first event
 * of a day also carries the day, which puts it into the index, and the day before on which something happened.
 * @param head the chain's head as the changed record knows it
 * @returns the write, the new head to store with the record, and the event
 */
export function appendEvent(
  table: string,
  head: AuditHead,
  entry: AuditEntry,
): { write: TransactWriteItem; head: AuditHead; event: AuditEvent } {
  const event = chainEvent(head, entry, sha256);
  const day = shanghaiDay(event.at);
  return {
    write: {
      Put: {
        TableName: table,
        Item: toItem({
          ...auditKey(event.entity, event.seq),
          ...event,
          ...(day === head.day ? {} : { day, since: head.day }),
        }),
        ConditionExpression: 'attribute_not_exists(pk)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      },
    },
    head: { seq: event.seq, hash: event.hash, day },
    event,
  };
}
