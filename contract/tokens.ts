import * as z from 'zod';
import { venueSchema } from '../domain/itinerary/venue.ts';
import { colourSchema, nextStepSchema } from '../domain/itinerary/verdict.ts';
import { instantSchema } from '../domain/time.ts';

/** A mainland mobile number, 11 digits; ported numbers keep their prefix, so it says nothing of the carrier. */
export const phoneNumberSchema = z.string().regex(/^1[3-9]\d{9}$/);
/** A signed or sealed token in compact form. */
export const tokenSchema = z.string().regex(/^[A-Za-z0-9_.-]{20,1200}$/);
export const scanIdSchema = z.string().regex(/^[A-Za-z0-9_-]{16,64}$/);
/** What anyone at a venue may know of it. */
export const venueNameSchema = venueSchema.pick({ venueId: true, name: true, kind: true });

/** What a pass (通行凭证) says to an officer: the colour and the next step, nothing of places. */
export const passSchema = z.object({
  scanId: scanIdSchema,
  colour: colourSchema,
  nextStep: nextStepSchema,
  provisional: z.boolean(),
  mayEnter: z.boolean(),
  maskedNumber: z.string(),
  venue: venueNameSchema,
  scannedAt: instantSchema,
  passExpiresAt: instantSchema,
});
export type Pass = z.infer<typeof passSchema>;
