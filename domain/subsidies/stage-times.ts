import * as z from 'zod';
import { instantSchema, toInstant } from '../time.ts';
import { workingDaysBetween } from '../working-days.ts';
import type { Application } from './application.ts';
import { outcomeSchema, stageIdSchema } from './review.ts';

/** The time an application spent at one visit of a stage, so far or until it was decided; time with the enterprise is in none. */
export const stageTimeSchema = z.object({
  stage: stageIdSchema,
  visit: z.int().min(1),
  openedAt: instantSchema,
  /** Absent while it is open. */
  decidedAt: instantSchema.optional(),
  outcome: outcomeSchema.optional(),
  /** Who decided it, or holds it. */
  byName: z.string().optional(),
  /** Working days used, counted as a deadline counts them: the day it was opened is not one. */
  workingDays: z.int().min(0),
  /** Hours by the clock, whole. */
  hours: z.int().min(0),
  /** Deadlines missed. */
  escalations: z.int().min(0),
});
export type StageTime = z.infer<typeof stageTimeSchema>;

/** The time at each visit of each stage, in the order in which they were opened. */
export function stageTimesOf(
  { decisions, waiting }: Pick<Application, 'decisions' | 'waiting'>,
  now: Date,
): StageTime[] {
  const decided = decisions.flatMap(({ stage, visit, openedAt, at, outcome, byName, escalations = 0 }) =>
    openedAt === undefined
      ? []
      : [{ stage, visit, openedAt, decidedAt: at, outcome, byName, ...used(openedAt, at), escalations }],
  );
  if (waiting?.kind !== 'review') return decided;
  const { stage, visit, openedAt, claim, escalations } = waiting;
  const open = { stage, visit, openedAt, ...used(openedAt, toInstant(now)), escalations };
  return [...decided, { ...open, ...(claim ? { byName: claim.byName } : {}) }];
}

function used(from: string, to: string): Pick<StageTime, 'workingDays' | 'hours'> {
  const milliseconds = Math.max(0, Date.parse(to) - Date.parse(from));
  return { workingDays: workingDaysBetween(from, to), hours: Math.floor(milliseconds / 3_600_000) };
}
