import { DeleteItemCommand, type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { Decision } from '../../domain/subsidies/review.ts';
import type { Instant } from '../../domain/time.ts';
import { readApplications } from './applications-by-id.ts';
import { toItem } from './dynamodb.ts';
import { type DecidedItem, decidedItemSchema, officerKeyOf, watchedItemSchema } from './officer-items.ts';
import { type Count, countOf, type RowKind, rowsOf } from './rows.ts';
import type { StoredApplication } from './subsidies-items.ts';

/** A decision in the list of who took it, with the application as it is now. */
export interface Decided extends DecidedItem {
  application: StoredApplication;
}

/** An officer's own lists: what he decided (已办), newest first, and what he watches (关注). */
export interface OfficerLists {
  decided(sub: string, limit: number, cursor?: string): Promise<{ decided: Decided[]; nextCursor?: string }>;
  watched(
    sub: string,
    limit: number,
    cursor?: string,
  ): Promise<{ applications: StoredApplication[]; nextCursor?: string }>;
  /** Follows an application, or no longer; again changes nothing. */
  watch(sub: string, applicationId: string, watching: boolean): Promise<void>;
  /** How many he decided since a moment. */
  countDecided(sub: string, since: Instant): Promise<Count>;
  countWatched(sub: string): Promise<Count>;
}

const decidedRows: RowKind = {
  prefix: 'DECIDED#',
  position: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z#[0-9A-Z]{12}$/,
  newestFirst: true,
};
const watchedRows: RowKind = { prefix: 'WATCHED#', position: /^[0-9A-Z]{12}$/, newestFirst: false };
/** Comes after every moment of a decision. */
const END_OF_TIME = '9999';

export function officerListsIn(client: DynamoDBClient, table: string): OfficerLists {
  const pkOf = (sub: string) => officerKeyOf.watched(sub, '').pk;
  return {
    async decided(sub, limit, cursor) {
      const { rows, ...next } = await rowsOf(client, table, pkOf(sub), decidedRows, limit, cursor);
      const items = rows.map((row) => decidedItemSchema.parse(row));
      const applications = await readApplications(
        client,
        table,
        items.map(({ applicationId }) => applicationId),
      );
      const withApplication = (item: DecidedItem): Decided[] => {
        const application = applications.get(item.applicationId);
        return application ? [{ ...item, application }] : [];
      };
      return { decided: items.flatMap(withApplication), ...next };
    },

    async watched(sub, limit, cursor) {
      const { rows, ...next } = await rowsOf(client, table, pkOf(sub), watchedRows, limit, cursor);
      const ids = rows.map((row) => watchedItemSchema.parse(row).applicationId);
      const found = await readApplications(client, table, ids);
      return { applications: ids.flatMap((id) => found.get(id) ?? []), ...next };
    },

    async watch(sub, applicationId, watching) {
      const key = officerKeyOf.watched(sub, applicationId);
      if (watching)
        await client.send(new PutItemCommand({ TableName: table, Item: toItem({ ...key, applicationId }) }));
      else await client.send(new DeleteItemCommand({ TableName: table, Key: toItem(key) }));
    },

    countDecided: (sub, since) =>
      countOf(client, {
        TableName: table,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
        ExpressionAttributeValues: toItem({
          ':pk': pkOf(sub),
          ':from': decidedRows.prefix + since,
          ':to': decidedRows.prefix + END_OF_TIME,
        }),
      }),

    countWatched: (sub) =>
      countOf(client, {
        TableName: table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: toItem({ ':pk': pkOf(sub), ':prefix': watchedRows.prefix }),
      }),
  };
}

/** The list of decisions by officer, as the relay keeps it from the stream. */
export interface DecisionList {
  /** Lists a decision under who took it. The row follows from the decision alone: again writes the same. */
  add(applicationId: string, decision: Decision): Promise<void>;
}

export function decisionListIn(client: DynamoDBClient, table: string): DecisionList {
  return {
    async add(applicationId, { stage, visit, outcome, by, at }) {
      const Item = toItem({
        ...officerKeyOf.decided(by, at, applicationId),
        applicationId,
        stage,
        visit,
        outcome,
        at,
      });
      await client.send(new PutItemCommand({ TableName: table, Item }));
    },
  };
}
