import { type AttributeValue, type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { invalidField } from '../../domain/errors.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { fromItem, toItem } from './dynamodb.ts';
import { type RegisteredEnterprise, registeredItemSchema } from './enterprise-items.ts';
import { keyOf } from './subsidies-items.ts';

/** The registry: the enterprises that stated a profile, a partition an office. */
export interface Enterprises {
  /** One page over the offices given, one office after the other, each by code. */
  page(
    officeIds: readonly string[],
    limit: number,
    cursor?: string,
  ): Promise<{ enterprises: RegisteredEnterprise[]; nextCursor?: string }>;
}

/** A place in the registry: an office and a code. */
const POSITION = /^[a-z][a-z0-9-]{1,39}#[0-9A-Z]{18}$/;

export function enterprisesIn(client: DynamoDBClient, table: string): Enterprises {
  async function pageOf(officeId: string, limit: number, after: string | undefined) {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: toItem({ ':pk': keyOf.registered(officeId, '').pk }),
        Limit: limit,
        ...(after ? { ExclusiveStartKey: toItem(keyOf.registered(officeId, after)) } : {}),
      }),
    );
    const read = (item: Record<string, AttributeValue>) => registeredItemSchema.parse(fromItem(item));
    return { found: Items.map(read), more: LastEvaluatedKey !== undefined };
  }

  return {
    async page(officeIds, limit, cursor) {
      const [startOffice, startUscc] = cursor ? decodeCursor(cursor, POSITION).split('#') : [officeIds[0]];
      let index = officeIds.indexOf(startOffice ?? '');
      // A cursor names an office; it reads on only where its reader may.
      if (index < 0) throw invalidField('cursor', 'format');
      let after = startUscc;
      const enterprises: RegisteredEnterprise[] = [];
      for (; index < officeIds.length; index += 1) {
        const { found, more } = await pageOf(officeIds[index] ?? '', limit - enterprises.length, after);
        after = undefined;
        enterprises.push(...found);
        const last = enterprises.at(-1);
        const onward = more || index + 1 < officeIds.length;
        if (enterprises.length >= limit && last && onward)
          return { enterprises, nextCursor: encodeCursor(`${last.officeId}#${last.uscc}`) };
      }
      return { enterprises };
    },
  };
}
