import * as z from 'zod';
import { instantSchema } from '../time.ts';
import { officeIdSchema } from '../zone/offices.ts';

/** The kinds of places (场所) that must show their code. */
export const venueKinds = ['enterprise', 'shop', 'hotel', 'office', 'checkpoint', 'airport-exit'] as const;

/** A place (场所) that shows an itinerary code. `epoch` grows when its code is re-issued; older posters then fail. */
export const venueSchema = z.object({
  venueId: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{10}$/),
  name: z.string().trim().min(2).max(60),
  kind: z.enum(venueKinds),
  officeId: officeIdSchema,
  epoch: z.int().min(1),
  createdAt: instantSchema,
});
export type Venue = z.infer<typeof venueSchema>;
