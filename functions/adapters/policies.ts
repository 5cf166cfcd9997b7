import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { DomainError } from '../../domain/errors.ts';
import { currentPolicies, publishedPolicies } from '../../domain/subsidies/policies/catalogue.ts';
import type { Policy } from '../../domain/subsidies/policy.ts';
import type { Instant } from '../../domain/time.ts';
import { fromItem, toItem } from './dynamodb.ts';
import { currentItemSchema, policyKeyOf, versionItemSchema } from './policies-items.ts';
import { partitionOf } from './rows.ts';

/** A published version (已发布版本) and when it was published. */
export interface PublishedPolicy {
  policy: Policy;
  publishedAt: Instant;
}

/** Published policies (政策): those that ship, and the versions and policies published since. */
export interface Policies {
  /** The current version of every policy: the shipped ones in their order, then the others by id. */
  current(): Promise<PublishedPolicy[]>;
  /** The current version of one policy; undefined where none has been published. */
  published(policyId: string): Promise<PublishedPolicy | undefined>;
  /**
   * A policy in its current version, or in the version an application is pinned to.
   * @throws DomainError `policy-not-found`
   */
  of(policyId: string, version?: number): Promise<Policy>;
}

const shippedVersions = new Map(currentPolicies.map(({ id, version }) => [id, version]));

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

  const published: Policies['published'] = async (policyId) => {
    const Key = toItem(policyKeyOf.current(policyId));
    const { Item } = await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }));
    const version = Item ? currentItemSchema.parse(fromItem(Item)).version : shippedVersions.get(policyId);
    return version === undefined ? undefined : versionOf(policyId, version);
  };

  return {
    async current() {
      const newest = new Map(shippedVersions);
      // A few dozen rows of some 50 bytes.
      for await (const row of partitionOf(client, TableName, policyKeyOf.current('').pk, true)) {
        const { policyId, version } = currentItemSchema.parse(row);
        newest.set(policyId, version);
      }
      return Promise.all([...newest].map(([policyId, version]) => versionOf(policyId, version)));
    },
    published,
    async of(policyId, version) {
      const found = version === undefined ? await published(policyId) : await versionOf(policyId, version);
      if (!found) throw new DomainError('policy-not-found');
      return found.policy;
    },
  };
}

function nameOf(policyId: string, version: number): string {
  return `${policyId} ${version}`;
}
