import type { Itinerary, Stay } from '../../domain/itinerary/stay.ts';
import { HOME, type NumberKind, placesOf } from './numbers.ts';

const HOUR_MS = 3_600_000;

/** The stays of a number's phone in the last two weeks, as its carrier would tell them at a moment. */
export function itineraryOf(kind: NumberKind, now: Date): Itinerary {
  const hoursAgo = (hours: number) => new Date(now.getTime() - hours * HOUR_MS).toISOString();
  // Carriers' data lags some hours, a lagging one a day (DOMAIN.md).
  const asOf = hoursAgo(kind === 'lagging' ? 24 : 2);
  const away = placesOf[kind];
  const stays: Stay[] = away
    ? [
        { place: HOME, from: hoursAgo(14 * 24), to: hoursAgo(7 * 24) },
        { place: away, from: hoursAgo(7 * 24), to: hoursAgo(4 * 24) },
        { place: HOME, from: hoursAgo(4 * 24) },
      ]
    : [{ place: HOME, from: hoursAgo(14 * 24) }];
  return { stays, asOf };
}
