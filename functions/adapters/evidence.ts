import { createHash } from 'node:crypto';
import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { type AuditEntry, canonicalJson } from '../../domain/audit.ts';
import type { Attachment } from '../../domain/subsidies/attachment.ts';
import { toItem } from './dynamodb.ts';
import { keyOf, type StoredApplication, type StoredForm } from './subsidies-items.ts';
import type { StoredUploads } from './uploads.ts';

/**
 * What a submission or correction writes for its attachments besides the form that freezes them: a row under each file's
 * digest, by which the same file in another application is found, and the uploads removed, if they still are what was read.
 */
export function evidenceWrites(
  TableName: string,
  { applicationId, enterprise, policyId, period }: StoredApplication,
  { attachments, at }: StoredForm,
  { version }: Pick<StoredUploads, 'version'>,
): TransactWriteItem[] {
  const { uscc } = enterprise;
  // One row for a file that proves two pieces.
  const digests = [...new Set(attachments.map(({ sha256 }) => sha256))];
  const rows = digests.map(
    (sha256): TransactWriteItem => ({
      Put: {
        TableName,
        Item: toItem({ ...keyOf.evidence(sha256, applicationId), applicationId, uscc, policyId, period, at }),
      },
    }),
  );
  if (version === 0) return rows;
  const removal: TransactWriteItem = {
    Delete: {
      TableName,
      Key: toItem(keyOf.uploads(uscc, policyId)),
      ConditionExpression: 'version = :read',
      ExpressionAttributeValues: toItem({ ':read': version }),
    },
  };
  return [...rows, removal];
}

/** What the trail keeps of an application's evidence: how many files, and one digest over all that is frozen of them. */
export function evidenceDetail(attachments: readonly Attachment[]): NonNullable<AuditEntry['detail']> {
  if (attachments.length === 0) return {};
  const evidence = createHash('sha256').update(canonicalJson(attachments)).digest('hex');
  return { attachments: attachments.length, evidence };
}
