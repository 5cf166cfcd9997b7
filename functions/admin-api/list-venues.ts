import type { venueOperations } from '../../contract/venues.ts';
import { decodeCursor, encodeCursor } from '../adapters/cursor.ts';
import type { Venues } from '../adapters/venues.ts';
import type { Implementation } from '../http.ts';

/** All venues, a page at a time: posters are public by nature, so offices see each other's. */
export function listVenues(venues: Venues): Implementation<typeof venueOperations.listVenues> {
  return async ({ query }) => {
    const after = query.cursor && decodeCursor(query.cursor, /^[0-9A-Z]{10}$/);
    const page = await venues.list(query.limit ?? 50, after);
    return {
      venues: page.venues,
      ...(page.nextKey ? { nextCursor: encodeCursor(page.nextKey) } : {}),
    };
  };
}
