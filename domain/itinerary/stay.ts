import * as z from 'zod';
import { instantSchema } from '../time.ts';

/** A place as carriers know it: a Chinese division of city level (GB/T 2260, 6 digits), or a country (ISO 3166-1 alpha-3). */
export const placeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('division'), code: z.string().regex(/^\d{6}$/), name: z.string().max(60) }),
  z.object({ kind: z.literal('country'), code: z.string().regex(/^[A-Z]{3}$/), name: z.string().max(60) }),
]);
export type Place = z.infer<typeof placeSchema>;

/** A stay a carrier reports: where a phone was, from when to when (`to` absent: still there). */
export const staySchema = z.object({ place: placeSchema, from: instantSchema, to: instantSchema.optional() });
export type Stay = z.infer<typeof staySchema>;

/** What a carrier tells about one number: its stays, and up to when its data reaches (they can lag a day). */
export const itinerarySchema = z.object({ stays: z.array(staySchema).max(500), asOf: instantSchema });
export type Itinerary = z.infer<typeof itinerarySchema>;
