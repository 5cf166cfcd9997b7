import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import type * as z from 'zod';
import { DomainError } from '../../domain/errors.ts';
import { fromItem, toItem } from './dynamodb.ts';
import { draftItemSchema, keyOf } from './subsidies-items.ts';

export type StoredDraft = z.infer<typeof draftItemSchema>;

/** Drafts (草稿), one per enterprise and policy. */
export interface Drafts {
  read(uscc: string, policyId: string): Promise<StoredDraft | undefined>;
  /**
   * Stores the next version of a draft if the version before it is still the stored one.
   * @throws DomainError `version-changed`
   */
  save(uscc: string, draft: StoredDraft): Promise<void>;
}

export function draftsIn(client: DynamoDBClient, table: string): Drafts {
  return {
    async read(uscc, policyId) {
      const { Item } = await client.send(
        new GetItemCommand({
          TableName: table,
          Key: toItem(keyOf.draft(uscc, policyId)),
          ConsistentRead: true,
        }),
      );
      return Item && draftItemSchema.parse(fromItem(Item));
    },
    async save(uscc, draft) {
      try {
        await client.send(
          new PutItemCommand({
            TableName: table,
            Item: toItem({ ...keyOf.draft(uscc, draft.policyId), ...draft }),
            ConditionExpression: draft.version === 1 ? 'attribute_not_exists(pk)' : 'version = :before',
            ...(draft.version === 1
              ? {}
              : { ExpressionAttributeValues: toItem({ ':before': draft.version - 1 }) }),
          }),
        );
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) throw new DomainError('version-changed');
        throw error;
      }
    },
  };
}
