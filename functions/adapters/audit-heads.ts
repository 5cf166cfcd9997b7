import { BatchGetItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { auditHeadSchema } from '../../domain/audit.ts';
import type { RecordHead } from '../../domain/trail/chain.ts';
import { fromItem, toItem } from './dynamodb.ts';
import { policyKeyOf } from './policies-items.ts';
import { keyOf } from './subsidies-items.ts';

/** As many keys as one BatchGetItem takes. */
const AT_ONCE = 100;

const rowSchema = z.object({ pk: z.string(), audit: auditHeadSchema });

/**
 * The heads that records keep in their own rows, read consistently. They are written in the transaction of each event, to a
 * table whose writers cannot touch the trail: what was cut off the end of a chain is missed here.
 */
export type AuditHeads = (entities: readonly string[]) => Promise<Map<string, RecordHead>>;

export function auditHeadsIn(client: DynamoDBClient, table: string): AuditHeads {
  return async (entities) => {
    const heads = new Map<string, RecordHead>();
    const keys = entities.flatMap((entity) => rowOf(entity) ?? []).map((key) => toItem(key));
    for (let start = 0; start < keys.length; start += AT_ONCE) {
      for (let Keys = keys.slice(start, start + AT_ONCE); Keys.length > 0; ) {
        const { Responses, UnprocessedKeys } = await client.send(
          new BatchGetItemCommand({
            RequestItems: { [table]: { Keys, ConsistentRead: true, ProjectionExpression: 'pk, audit' } },
          }),
        );
        for (const item of Responses?.[table] ?? []) {
          const { pk: entity, audit } = rowSchema.parse(fromItem(item));
          heads.set(entity, { entity, seq: audit.seq, hash: audit.hash, kept: 'record' });
        }
        Keys = UnprocessedKeys?.[table]?.Keys ?? [];
      }
    }
    return heads;
  };
}

/** The rows that keep a head, by the kind of their record; each is in the partition that is named as the chain is. */
const rows: Record<string, (id: string) => { pk: string; sk: string }> = {
  APPLICATION: keyOf.application,
  ENTERPRISE: keyOf.profile,
  POLICY: policyKeyOf.draft,
};

/** The row of a record that keeps a head; undefined for one whose chain is a single event. */
function rowOf(entity: string): { pk: string; sk: string } | undefined {
  const [kind = '', id = ''] = entity.split('#');
  return Object.hasOwn(rows, kind) && id !== '' ? rows[kind]?.(id) : undefined;
}
