import { type DynamoDBClient, GetItemCommand, type TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { AuditEntry } from '../../domain/audit.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Actor } from '../../domain/identity.ts';
import type { Policy } from '../../domain/subsidies/policy.ts';
import { type PolicyDraft, policyDraftSchema } from '../../domain/subsidies/policy-draft.ts';
import type { Instant } from '../../domain/time.ts';
import { appendEvent } from './audit-trail.ts';
import { fromItem, toItem } from './dynamodb.ts';
import { draftItemSchema, policyKeyOf, type StoredPolicyDraft } from './policies-items.ts';
import { partitionOf } from './rows.ts';
import { writeTogether } from './transaction.ts';

/** A draft as it was read, as it shall be, and what goes on the record of it. */
export interface DraftChange {
  before: StoredPolicyDraft | undefined;
  after: StoredPolicyDraft;
  /** Left out while the same person types on in a draft. */
  entry?: AuditEntry | undefined;
}

/** What a change publishes, and who does. */
export interface Publication {
  policy: Policy;
  publishedAt: Instant;
  by: Actor;
}

/** The drafts of policies in the tables `subsidies` and `audit`. */
export interface PolicyDrafts {
  read(policyId: string): Promise<StoredPolicyDraft | undefined>;
  /** Every draft, by policy; of its content the title and whether it is illustrative. */
  list(): Promise<PolicyDraft[]>;
  /**
   * Writes the next version of a draft with its event, if nobody changed it since it was read; with a publication also
   * the published version and that it is current, all or nothing. The write itself asks once more that who publishes is
   * neither who proposed nor who edited last, and that nothing but this follows the version before.
   * @throws DomainError `version-changed`
   */
  change(change: DraftChange, publication?: Publication): Promise<StoredPolicyDraft>;
}

/** @param tables the names of the two tables */
export function policyDraftsIn(
  client: DynamoDBClient,
  tables: { subsidies: string; audit: string },
): PolicyDrafts {
  const TableName = tables.subsidies;
  return {
    async read(policyId) {
      const Key = toItem(policyKeyOf.draft(policyId));
      const { Item } = await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }));
      return Item && draftItemSchema.parse(fromItem(Item));
    },

    async list() {
      const drafts: PolicyDraft[] = [];
      for await (const row of partitionOf(client, TableName, policyKeyOf.listedDraft('').pk, true))
        drafts.push(policyDraftSchema.parse(row));
      return drafts;
    },

    async change({ before, after, entry }, publication) {
      const event = entry && appendEvent(tables.audit, after.audit, entry);
      const next = { ...after, version: (before?.version ?? 0) + 1, audit: event?.head ?? after.audit };
      const refused = await writeTogether(client, [
        draftWrite(TableName, before, next, publication?.by),
        { Put: { TableName, Item: toItem({ ...policyKeyOf.listedDraft(next.policyId), ...listed(next) }) } },
        ...(event ? [event.write] : []),
        ...(publication ? publicationWrites(TableName, publication) : []),
      ]);
      if (refused) throw new DomainError('version-changed');
      return next;
    },
  };
}

/** A draft as the list has it: of its content only what it is called. */
function listed({ policyId, state, version, content, edited, proposed }: PolicyDraft): PolicyDraft {
  const { title, illustrative } = content;
  return { policyId, state, version, content: { title, illustrative }, edited, proposed };
}

function draftWrite(
  TableName: string,
  before: StoredPolicyDraft | undefined,
  next: StoredPolicyDraft,
  publisher: Actor | undefined,
): TransactWriteItem {
  const Item = toItem({ ...policyKeyOf.draft(next.policyId), ...next });
  if (!before) return { Put: { TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' } };
  const secondPerson = ['#state = :proposed', 'proposed.#by <> :me', 'edited.#by <> :me'];
  return {
    Put: {
      TableName,
      Item,
      ConditionExpression: ['version = :before', ...(publisher ? secondPerson : [])].join(' AND '),
      ExpressionAttributeValues: toItem({
        ':before': before.version,
        ...(publisher ? { ':proposed': 'proposed', ':me': publisher.sub } : {}),
      }),
      ...(publisher ? { ExpressionAttributeNames: { '#state': 'state', '#by': 'by' } } : {}),
    },
  };
}

/** The version, written once, and the row that says it is current: after the version before it, or the first of its policy. */
function publicationWrites(TableName: string, { policy, publishedAt }: Publication): TransactWriteItem[] {
  const { id: policyId, version } = policy;
  return [
    {
      Put: {
        TableName,
        Item: toItem({ ...policyKeyOf.version(policyId, version), policy, publishedAt }),
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
    {
      Put: {
        TableName,
        Item: toItem({ ...policyKeyOf.current(policyId), policyId, version }),
        ConditionExpression: 'attribute_not_exists(pk) OR version = :before',
        ExpressionAttributeValues: toItem({ ':before': version - 1 }),
      },
    },
  ];
}
