import { type DynamoDBClient, GetItemCommand, type TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { type AuditEntry, EMPTY_CHAIN } from '../../domain/audit.ts';
import { DomainError } from '../../domain/errors.ts';
import { appendEvent } from './audit-trail.ts';
import { fromItem, toItem } from './dynamodb.ts';
import { profileItemSchema, type RegisteredEnterprise, type StoredProfile } from './enterprise-items.ts';
import { keyOf } from './subsidies-items.ts';
import { writeTogether } from './transaction.ts';

/** Enterprise profiles (企业档案), one an enterprise. */
export interface Profiles {
  read(uscc: string): Promise<StoredProfile | undefined>;
  /**
   * Stores the next version of a profile with its event and its place in the registry, and puts the enterprise to those
   * that state the same account or legal representative: all or nothing. Who was once among them stays.
   * @param before the stored version, where there is one
   * @throws DomainError `version-changed`
   */
  save(
    before: StoredProfile | undefined,
    next: Omit<StoredProfile, 'audit'>,
    entry: AuditEntry,
  ): Promise<void>;
}

/** @param tables the names of the two tables */
export function profilesIn(client: DynamoDBClient, tables: { subsidies: string; audit: string }): Profiles {
  const TableName = tables.subsidies;
  /** Adds to a set: two enterprises at once need no order, and none overwrites the other. */
  const addUser = (kind: 'ACCOUNT' | 'PERSON', digest: string, uscc: string): TransactWriteItem => ({
    Update: {
      TableName,
      Key: toItem(keyOf.usersOf(kind, digest)),
      UpdateExpression: 'ADD usccs :one',
      ExpressionAttributeValues: toItem({ ':one': new Set([uscc]) }),
    },
  });

  return {
    async read(uscc) {
      const Key = toItem(keyOf.profile(uscc));
      const { Item } = await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }));
      return Item && profileItemSchema.parse(fromItem(Item));
    },

    async save(before, next, entry) {
      const { uscc, officeId } = next.enterprise;
      const event = appendEvent(tables.audit, before?.audit ?? EMPTY_CHAIN, entry);
      const moved = before && before.enterprise.officeId !== officeId;
      const { bankAccount, legalRepresentative } = next.digests;
      const refused = await writeTogether(client, [
        {
          Put: {
            TableName,
            Item: toItem({ ...keyOf.profile(uscc), ...next, audit: event.head }),
            ...(before
              ? {
                  ConditionExpression: 'version = :before',
                  ExpressionAttributeValues: toItem({ ':before': before.version }),
                }
              : { ConditionExpression: 'attribute_not_exists(pk)' }),
          },
        },
        event.write,
        {
          Put: { TableName, Item: toItem({ ...keyOf.registered(officeId, uscc), ...registeredOf(next) }) },
        },
        ...(moved
          ? [{ Delete: { TableName, Key: toItem(keyOf.registered(before.enterprise.officeId, uscc)) } }]
          : []),
        ...(bankAccount && bankAccount !== before?.digests.bankAccount
          ? [addUser('ACCOUNT', bankAccount, uscc)]
          : []),
        ...(legalRepresentative && legalRepresentative !== before?.digests.legalRepresentative
          ? [addUser('PERSON', legalRepresentative, uscc)]
          : []),
      ]);
      if (refused) throw new DomainError('version-changed');
    },
  };
}

function registeredOf(profile: Omit<StoredProfile, 'audit'>): RegisteredEnterprise {
  const { enterprise, facts, missing, savedAt } = profile;
  if (!savedAt) throw new RangeError('a stored profile has the moment of its save');
  return { ...enterprise, facts, complete: missing.length === 0, savedAt };
}
