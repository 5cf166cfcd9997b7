import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { readApplications } from './applications-by-id.ts';
import { type RowKind, rowsOf } from './rows.ts';
import { keyOf, listingItemSchema, type StoredApplication } from './subsidies-items.ts';

/** The applications of one enterprise. */
export interface OwnApplications {
  /** One page, newest first, withdrawn ones too; what was just submitted is in it. */
  page(
    uscc: string,
    limit: number,
    cursor?: string,
  ): Promise<{ applications: StoredApplication[]; nextCursor?: string }>;
}

/** Listings by the moment an application came and its receipt code. */
const listings: RowKind = {
  prefix: 'APPLICATION#',
  position: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z#[0-9A-Z]{12}$/,
  newestFirst: true,
};

export function ownApplicationsIn(client: DynamoDBClient, table: string): OwnApplications {
  return {
    async page(uscc, limit, cursor) {
      const { pk } = keyOf.listing(uscc, '', '');
      const { rows, ...next } = await rowsOf(client, table, pk, listings, limit, cursor);
      const ids = rows.map((row) => listingItemSchema.parse(row).applicationId);
      const found = await readApplications(client, table, ids);
      return { applications: ids.flatMap((id) => found.get(id) ?? []), ...next };
    },
  };
}
