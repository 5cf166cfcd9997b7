import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type AuditEntry, EMPTY_CHAIN } from '../../domain/audit.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Certificate } from '../../domain/itinerary/certificate.ts';
import { appendEvent } from './audit-trail.ts';
import { toItem } from './dynamodb.ts';
import { scanKey } from './scans.ts';
import { writeTogether } from './transaction.ts';

/** Certificates accepted or refused for a scan, with their audit events. */
export interface Certificates {
  /**
   * Lets the holder of a yellow code in.
   * @throws DomainError `version-changed` when another officer did so meanwhile
   */
  accept(scanId: string, certificate: Certificate, entry: AuditEntry): Promise<void>;
  /** Puts a refusal on record; the scan stays as it is. */
  refuse(entry: AuditEntry): Promise<void>;
}

export function certificatesIn(client: DynamoDBClient, table: string, auditTable: string): Certificates {
  return {
    async accept(scanId, certificate, entry) {
      const refused = await writeTogether(client, [
        {
          Update: {
            TableName: table,
            Key: scanKey(scanId),
            UpdateExpression: 'SET mayEnter = :yes, certificate = :certificate, certificateAt = :at',
            ConditionExpression: 'attribute_exists(pk) AND mayEnter = :no',
            ExpressionAttributeValues: toItem({
              ':yes': true,
              ':no': false,
              ':certificate': certificate,
              ':at': entry.at,
            }),
          },
        },
        appendEvent(auditTable, EMPTY_CHAIN, entry).write,
      ]);
      if (refused) throw new DomainError('version-changed');
    },
    async refuse(entry) {
      const refused = await writeTogether(client, [appendEvent(auditTable, EMPTY_CHAIN, entry).write]);
      if (refused) throw new DomainError('version-changed');
    },
  };
}
