import type { venueOperations } from '../../contract/venues.ts';
import type { CodeKeys } from '../adapters/code-keys.ts';
import { signVenueToken } from '../adapters/signed-tokens.ts';
import type { Venues } from '../adapters/venues.ts';
import type { Implementation } from '../http.ts';

/** @param siteUrl public origin of the scan page */
export function getVenuePoster(
  venues: Venues,
  keys: CodeKeys,
  siteUrl: string,
): Implementation<typeof venueOperations.getVenuePoster> {
  return async ({ params }) => {
    const venue = await venues.read(params.venueId);
    return { venue, url: `${siteUrl}/s/${signVenueToken(keys, venue)}` };
  };
}
