import type * as z from 'zod';
import { actorSchema } from '../../domain/identity.ts';
import { daySchema } from '../../domain/time.ts';

/** The keys of what the table `subsidies` holds of officers; each kind of item is one line here. */
export const officerKeyOf = {
  /** An officer who works in a queue: whom colleagues may hand a review to. */
  officer: (queue: string, sub: string) => ({ pk: `OFFICERS#${queue}`, sk: sub }),
} as const;

export const officerItemSchema = actorSchema.extend({
  /** The last day he looked at the queue. */
  seenOn: daySchema,
});
export type StoredOfficer = z.infer<typeof officerItemSchema>;
