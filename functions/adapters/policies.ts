import { type DynamoDBClient, GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { DomainError } from '../../domain/errors.ts';
import { currentPolicies, publishedPolicies } from '../../domain/subsidies/policies/catalogue.ts';
import type { Policy } from '../../domain/subsidies/policy.ts';
import type { Instant } from '../../domain/time.ts';
import { fromItem, toItem } from './dynamodb.ts';
import { currentItemSchema, policyKeyOf, versionItemSchema } from './policies-items.ts';

/** A published version (已发布版本) and when it was published. */
export interface PublishedPolicy {
  policy: Policy;
  publishedAt: Instant;
}

/** Published policies (政策): those that ship, and the versions and policies published since. */
export interface Policies {
  /** The current version of every policy: the shipped ones in their order, then the others by id. */
  current(): Promise<PublishedPolicy[]>;
  /**
   * A policy in its current version, or in the version an application is pinned to.
   * @throws DomainError `policy-not-found`
   */
  of(policyId: string, version?: number): Promise<Policy>;
}

/** Published versions never change, so an instance reads each once. What ships has been public since its window opened. */
export function policiesIn(client: DynamoDBClient, TableName: string): Policies {
  const versions = new Map<string, Promise<PublishedPolicy>>(
    publishedPolicies.map((policy) => [
      nameOf(policy.id, policy.version),
      Promise.resolve({ policy, publishedAt: policy.window.opensAt }),
    ]),
  );

  const readVersion = async (policyId: string, version: number): Promise<PublishedPolicy> => {
    const Key = toItem(policyKeyOf.version(policyId, version));
    const { Item } = await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }));
    if (!Item) throw new DomainError('policy-not-found');
    return versionItemSchema.parse(fromItem(Item));
  };

  const versionOf = (policyId: string, version: number): Promise<PublishedPolicy> => {
    const name = nameOf(policyId, version);
    const known = versions.get(name);
    if (known) return known;
    const reading = readVersion(policyId, version);
    versions.set(name, reading);
    // What was not there, or not reached, is asked for again.
    reading.catch(() => versions.delete(name));
    return reading;
  };

  const currentVersionOf = async (policyId: string): Promise<number> => {
    const Key = toItem(policyKeyOf.current(policyId));
    const { Item } = await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }));
    if (Item) return currentItemSchema.parse(fromItem(Item)).version;
    const shipped = currentPolicies.find(({ id }) => id === policyId);
    if (!shipped) throw new DomainError('policy-not-found');
    return shipped.version;
  };

  return {
    async current() {
      const newest = new Map(currentPolicies.map(({ id, version }) => [id, version]));
      for await (const { policyId, version } of currentRows(client, TableName)) newest.set(policyId, version);
      return Promise.all([...newest].map(([policyId, version]) => versionOf(policyId, version)));
    },
    async of(policyId, version) {
      return (await versionOf(policyId, version ?? (await currentVersionOf(policyId)))).policy;
    },
  };
}

function nameOf(policyId: string, version: number): string {
  return `${policyId} ${version}`;
}

/** The partition of current versions: a few dozen rows of some 50 bytes, so one page unless a zone has ten thousand. */
async function* currentRows(client: DynamoDBClient, TableName: string) {
  let ExclusiveStartKey: ReturnType<typeof toItem> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: toItem({ ':pk': policyKeyOf.current('').pk }),
        ConsistentRead: true,
        ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}),
      }),
    );
    yield* Items.map((item) => currentItemSchema.parse(fromItem(item)));
    ExclusiveStartKey = LastEvaluatedKey;
  } while (ExclusiveStartKey);
}
