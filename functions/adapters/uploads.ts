import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import type * as z from 'zod';
import { DomainError } from '../../domain/errors.ts';
import { fromItem, toItem } from './dynamodb.ts';
import { keyOf, uploadsItemSchema } from './subsidies-items.ts';

/** The uploads of one enterprise under one policy; `version` grows by one with every change, 0 before the first. */
export type StoredUploads = z.infer<typeof uploadsItemSchema>;
export type StoredUpload = StoredUploads['uploads'][number];

/** Files on their way to a submission or correction, one row per enterprise and policy. */
export interface Uploads {
  read(uscc: string, policyId: string): Promise<StoredUploads>;
  /**
   * Changes the row by a pure rule, which is asked again where another change came between.
   * @throws DomainError of the rule; `temporarily-unavailable` when others keep coming between
   */
  change(
    uscc: string,
    policyId: string,
    rule: (uploads: readonly StoredUpload[]) => StoredUpload[],
  ): Promise<void>;
}

/** A form sends its files one after the other; two devices at once still find a gap. */
const TRIES = 6;

export function uploadsIn(client: DynamoDBClient, table: string): Uploads {
  const read: Uploads['read'] = async (uscc, policyId) => {
    const Key = toItem(keyOf.uploads(uscc, policyId));
    const { Item } = await client.send(new GetItemCommand({ TableName: table, Key, ConsistentRead: true }));
    return Item ? uploadsItemSchema.parse(fromItem(Item)) : { version: 0, uploads: [] };
  };
  /** @returns false where the row is not the one that was read */
  const write = async (
    uscc: string,
    policyId: string,
    { version, uploads }: StoredUploads,
  ): Promise<boolean> => {
    try {
      await client.send(
        new PutItemCommand({
          TableName: table,
          Item: toItem({ ...keyOf.uploads(uscc, policyId), version: version + 1, uploads }),
          ConditionExpression: version === 0 ? 'attribute_not_exists(pk)' : 'version = :read',
          ...(version === 0 ? {} : { ExpressionAttributeValues: toItem({ ':read': version }) }),
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  };
  return {
    read,
    async change(uscc, policyId, rule) {
      for (let tries = TRIES; tries > 0; tries -= 1) {
        const { version, uploads } = await read(uscc, policyId);
        if (await write(uscc, policyId, { version, uploads: rule(uploads) })) return;
      }
      throw new DomainError('temporarily-unavailable');
    },
  };
}
