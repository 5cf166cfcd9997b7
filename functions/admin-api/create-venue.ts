import type { venueOperations } from '../../contract/venues.ts';
import type { Venue } from '../../domain/itinerary/venue.ts';
import { newVenueId } from '../../domain/itinerary/venue-id.ts';
import { toInstant } from '../../domain/time.ts';
import { answered, earlierAnswer } from '../adapters/idempotency.ts';
import type { Venues } from '../adapters/venues.ts';
import type { Implementation } from '../http.ts';

/** Registers a venue; the memory of the request stands beside it, so that a repeat gets the same venue. */
export function createVenue(
  venues: Venues,
  randomBytes: (count: number) => Uint8Array,
): Implementation<typeof venueOperations.createVenue> {
  return async ({ body, actor, request, now }) => {
    const at = toInstant(now);
    const venue: Venue = { ...body, venueId: newVenueId(randomBytes), epoch: 1, createdAt: at };
    const entry = {
      entity: `VENUE#${venue.venueId}`,
      at,
      by: actor.sub,
      byRole: actor.role,
      action: 'createVenue',
      to: 'registered',
    };
    const memory = answered(request, venue);
    const earlier = await venues.create(venue, entry, `${actor.sub}#${memory.key}`, memory);
    return (earlier && earlierAnswer<Venue>([earlier], request)) ?? venue;
  };
}
