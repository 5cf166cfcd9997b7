import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type AuditEntry, EMPTY_CHAIN } from '../../domain/audit.ts';
import { appendEvent } from './audit-trail.ts';
import { writeTogether } from './transaction.ts';

/** The record of what officers took home. */
export interface Downloads {
  /** Puts one download on record; the same again changes nothing. Whoever fails to do so gets no file. */
  record(entry: AuditEntry): Promise<void>;
}

/** Each download is a chain of one event: on the application's own chain it would change the version that officers decide on. */
export function downloadsIn(client: DynamoDBClient, auditTable: string): Downloads {
  return {
    async record(entry) {
      await writeTogether(client, [appendEvent(auditTable, EMPTY_CHAIN, entry).write]);
    },
  };
}
