import * as z from 'zod';

/** A moment: ISO 8601 in UTC with milliseconds, e.g. `2020-02-21T01:00:00.000Z`. */
export const instantSchema = z.iso.datetime({ precision: 3 });
export type Instant = z.infer<typeof instantSchema>;

/** A calendar day, `YYYY-MM-DD`, in Asia/Shanghai. */
export const daySchema = z.iso.date();
export type Day = z.infer<typeof daySchema>;

/** Asia/Shanghai has had no daylight saving since 1991, so its offset is constant (IANA tz database). */
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

export function toInstant(moment: Date): Instant {
  return moment.toISOString();
}

/** The calendar day in Asia/Shanghai at a moment. */
export function shanghaiDay(moment: Instant | Date): Day {
  return new Date(new Date(moment).getTime() + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10);
}

/** The moment a day in Asia/Shanghai begins. */
export function startOfDay(day: Day): Instant {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) - SHANGHAI_OFFSET_MS).toISOString();
}

/** The day `days` calendar days later (negative: earlier). */
export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The moment `ms` milliseconds later. */
export function addMilliseconds(moment: Instant, ms: number): Instant {
  return new Date(Date.parse(moment) + ms).toISOString();
}
