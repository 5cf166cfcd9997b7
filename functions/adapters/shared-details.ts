import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { SharedWith } from '../../domain/subsidies/flags.ts';
import { fromItem, toItem } from './dynamodb.ts';
import type { ProfileSnapshot } from './enterprise-items.ts';
import { keyOf } from './subsidies-items.ts';

/** Who states the same account or legal representative, and which application he has. */
export interface SharedDetails {
  /** The enterprises that ever stated what a profile states, this one among them. */
  of(digests: ProfileSnapshot['digests']): Promise<SharedWith>;
  /** The application that has an enterprise's claim on a policy's period. */
  applicationOf(uscc: string, policyId: string, period: string): Promise<string | undefined>;
}

export function sharedDetailsIn(client: DynamoDBClient, TableName: string): SharedDetails {
  async function read(key: object): Promise<Record<string, unknown> | undefined> {
    const { Item } = await client.send(
      new GetItemCommand({ TableName, Key: toItem(key), ConsistentRead: true }),
    );
    return Item && fromItem(Item);
  }
  async function usersOf(kind: 'ACCOUNT' | 'PERSON', digest: string | undefined): Promise<string[]> {
    const users = digest && (await read(keyOf.usersOf(kind, digest)))?.['usccs'];
    return users instanceof Set ? [...users].map(String) : [];
  }

  return {
    async of({ bankAccount, legalRepresentative }) {
      const [account, representative] = await Promise.all([
        usersOf('ACCOUNT', bankAccount),
        usersOf('PERSON', legalRepresentative),
      ]);
      return { account, representative };
    },
    async applicationOf(uscc, policyId, period) {
      const id = (await read(keyOf.claim(uscc, policyId, period)))?.['applicationId'];
      return typeof id === 'string' ? id : undefined;
    },
  };
}
