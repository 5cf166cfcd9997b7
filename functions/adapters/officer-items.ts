import * as z from 'zod';
import { actorSchema } from '../../domain/identity.ts';
import { decisionSchema } from '../../domain/subsidies/review.ts';
import { daySchema } from '../../domain/time.ts';

/** The keys of what the table `subsidies` holds of officers; each kind of item is one line here. */
export const officerKeyOf = {
  /** An officer who works in a queue: whom colleagues may hand a review to. */
  officer: (queue: string, sub: string) => ({ pk: `OFFICERS#${queue}`, sk: sub }),
  /** A decision in the list of who took it (已办), by its moment; written by the relay. */
  decided: (sub: string, at: string, applicationId: string) => ({
    pk: `OFFICER#${sub}`,
    sk: `DECIDED#${at}#${applicationId}`,
  }),
  /** An application that an officer follows (关注). */
  watched: (sub: string, applicationId: string) => ({
    pk: `OFFICER#${sub}`,
    sk: `WATCHED#${applicationId}`,
  }),
} as const;

export const officerItemSchema = actorSchema.extend({
  /** The last day he looked at the queue. */
  seenOn: daySchema,
});
export type StoredOfficer = z.infer<typeof officerItemSchema>;

export const decidedItemSchema = decisionSchema
  .pick({ stage: true, visit: true, outcome: true, at: true })
  .extend({ applicationId: z.string() });
export type DecidedItem = z.infer<typeof decidedItemSchema>;

export const watchedItemSchema = z.object({ applicationId: z.string() });
