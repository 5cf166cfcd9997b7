import { type DynamoDBClient, GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { SharedWith } from '../../domain/subsidies/flags.ts';
import { fromItem, toItem } from './dynamodb.ts';
import { keyOf, type StoredApplication, type StoredForm } from './subsidies-items.ts';

/** The application whose details are looked for elsewhere. */
type Case = Pick<StoredApplication, 'applicationId' | 'policyId' | 'period'> & {
  enterprise: Pick<StoredApplication['enterprise'], 'uscc'>;
};

/** What an application has in common with others. */
export interface SharedDetails {
  /**
   * The enterprises that ever stated what a form's profile states, this one among them, and the other applications that
   * hold its evidence. An earlier try of its own for the same award is none: it was withdrawn, or there were no second.
   */
  of(application: Case, form: Pick<StoredForm, 'profile' | 'attachments'>): Promise<SharedWith>;
  /** The application that has an enterprise's claim on a policy's period. */
  applicationOf(uscc: string, policyId: string, period: string): Promise<string | undefined>;
}

const holderItemSchema = z.object({
  applicationId: z.string(),
  uscc: z.string(),
  policyId: z.string(),
  period: z.string(),
});
/** Other holders of one file that are read at most: more than are ever named. */
const MOST_HOLDERS = 25;

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

  async function holdersOf(sha256: string): Promise<z.infer<typeof holderItemSchema>[]> {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: toItem({ ':pk': keyOf.evidence(sha256, '').pk }),
        Limit: MOST_HOLDERS,
      }),
    );
    return Items.map((item) => holderItemSchema.parse(fromItem(item)));
  }

  return {
    async of({ applicationId, policyId, period, enterprise: { uscc } }, { profile, attachments }) {
      const { bankAccount, legalRepresentative } = profile?.digests ?? {};
      const files = [...new Set(attachments.map(({ sha256 }) => sha256))];
      const [account, representative, ...holders] = await Promise.all([
        usersOf('ACCOUNT', bankAccount),
        usersOf('PERSON', legalRepresentative),
        ...files.map(holdersOf),
      ]);
      const evidence = holders
        .flat()
        .filter(
          (holder) =>
            holder.applicationId !== applicationId &&
            (holder.uscc !== uscc || holder.policyId !== policyId || holder.period !== period),
        )
        .map((holder) => ({ applicationId: holder.applicationId, uscc: holder.uscc }));
      return { account, representative, evidence };
    },
    async applicationOf(uscc, policyId, period) {
      const id = (await read(keyOf.claim(uscc, policyId, period)))?.['applicationId'];
      return typeof id === 'string' ? id : undefined;
    },
  };
}
