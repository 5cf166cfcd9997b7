import * as z from 'zod';
import { venueSchema } from '../domain/itinerary/venue.ts';

/** A mainland mobile number, 11 digits; ported numbers keep their prefix, so it says nothing of the carrier. */
export const phoneNumberSchema = z.string().regex(/^1[3-9]\d{9}$/);
/** A signed or sealed token in compact form. */
export const tokenSchema = z.string().regex(/^[A-Za-z0-9_.-]{20,1200}$/);
export const scanIdSchema = z.string().regex(/^[A-Za-z0-9_-]{16,64}$/);
/** What anyone at a venue may know of it. */
export const venueNameSchema = venueSchema.pick({ venueId: true, name: true, kind: true });
