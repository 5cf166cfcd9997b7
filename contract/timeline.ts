import * as z from 'zod';
import { applicationIdSchema } from '../domain/subsidies/receipt-code.ts';
import { reasonCodeSchema, stageIdSchema } from '../domain/subsidies/review.ts';
import { instantSchema } from '../domain/time.ts';

/** Path parameters of one application. */
export const applicationParams = z.object({ applicationId: applicationIdSchema });

/** What happened to an application, for its timeline; officers appear by role, not by name. */
export const timelineEventSchema = z.object({
  at: instantSchema,
  event: z.enum([
    'submitted',
    'approve',
    'return',
    'reject',
    'resubmitted',
    'appealed',
    'withdrawn',
    'approved',
    'rejected',
  ]),
  stage: stageIdSchema.optional(),
  reasonCode: reasonCodeSchema.optional(),
  note: z.string().optional(),
  /** Working days a stage took for a decision. */
  workingDays: z.int().min(0).optional(),
});
export type TimelineEvent = z.infer<typeof timelineEventSchema>;
