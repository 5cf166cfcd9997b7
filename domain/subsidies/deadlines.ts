import * as z from 'zod';
import { addMilliseconds, type Instant, instantSchema } from '../time.ts';
import { endOfResumedTerm, endOfWorkingDays, workingDaysBetween } from '../working-days.ts';
import type { Application, Waiting } from './application.ts';
import { type Onward, onwardOf } from './chain.ts';
import type { Policy } from './policy.ts';
import { type Decision, type StageId, stageIdSchema } from './review.ts';

/** The deadline of a stage (or of a correction) that begins at a moment, in working days of the policy. */
export function deadlineOf(policy: Policy, what: StageId | 'correction', from: Instant): Instant {
  const workingDays =
    what === 'correction'
      ? policy.correctionWorkingDays
      : (policy.chain.find((link) => link.stage === what)?.workingDays ?? policy.correctionWorkingDays);
  return endOfWorkingDays(from, workingDays);
}

/** A stage's term that stands still since its application was returned, and the working days it has when it goes on. */
export const pausedTermSchema = z.object({
  stage: stageIdSchema,
  since: instantSchema,
  workingDaysLeft: z.int().min(0),
});
export type PausedTerm = z.infer<typeof pausedTermSchema>;

/** The term that a return has left standing at a stage; undefined where the stage's last word is another. */
export function pausedTerm(
  { decisions }: Pick<Application, 'decisions'>,
  stage: StageId,
): PausedTerm | undefined {
  const last = decisions.findLast((decision) => decision.stage === stage);
  if (last?.outcome !== 'return' || last.dueAt === undefined) return undefined;
  return { stage, since: last.at, workingDaysLeft: workingDaysBetween(last.at, last.dueAt) };
}

/** The deadline of a stage that is opened at a moment: what a return has left of its term, else its whole term. */
export function stageDeadline(
  application: Pick<Application, 'decisions'>,
  policy: Policy,
  stage: StageId,
  from: Instant,
): Instant {
  const paused = pausedTerm(application, stage);
  return paused ? endOfResumedTerm(from, paused.workingDaysLeft) : deadlineOf(policy, stage, from);
}

/** A term ends at midnight; 15 hours before, its last working day begins at 09:00, and nobody is rung at night. */
const REMINDER_BEFORE_MS = 15 * 3_600_000;

/** When a reminder of a deadline is due: at 09:00 Asia/Shanghai on the last working day of the term. */
export function reminderOf(dueAt: Instant): Instant {
  return addMilliseconds(dueAt, -REMINDER_BEFORE_MS);
}

/** When the workflow looks at what it waits for, if nothing has come: at the reminder, else at the deadline. */
export function wakeAt(dueAt: Instant, from: Instant): Instant {
  const reminder = reminderOf(dueAt);
  return reminder > from ? reminder : dueAt;
}

/** What a moment means for what an application waits for: too early for anything, a reminder, or a missed deadline. */
export function dueness(
  { dueAt, reminded }: Pick<Waiting, 'dueAt' | 'reminded'>,
  at: Instant,
): 'early' | 'remind' | 'overdue' {
  if (dueAt <= at) return 'overdue';
  return reminded === undefined && reminderOf(dueAt) <= at ? 'remind' : 'early';
}

/** Where an application goes on, by when, and when the workflow looks at it if nothing has come. */
export interface Ahead {
  next: Onward;
  dueAt: Instant;
  wakeAt: Instant;
}

/** A stage, or the correction that it asked for, ahead of an application. */
export function aheadAt(stage: StageId, dueAt: Instant, from: Instant): Ahead {
  return { next: stage, dueAt, wakeAt: wakeAt(dueAt, from) };
}

/** The conclusion, or the end, ahead of an application: at once. */
export function conclusionAt(at: Instant): Ahead {
  return { next: 'conclusion', dueAt: at, wakeAt: at };
}

type Standing = Pick<Application, 'amountFen' | 'decisions' | 'corrected'>;

/** Where an application goes on from a moment, and by when; its conclusion comes at once. */
export function onwardFrom(application: Standing, policy: Policy, at: Instant): Ahead {
  const next = onwardOf(application, policy);
  return next === 'conclusion'
    ? conclusionAt(at)
    : aheadAt(next, stageDeadline(application, policy, next, at), at);
}

/**
 * What follows a decision: where the application goes on and by when. After a return the enterprise's correction is due,
 * after an approval the next stage that is not finished; after the last one and after a rejection comes the conclusion.
 * @param application with the decision on record
 */
export function followUp(
  policy: Policy,
  application: Standing,
  { outcome, stage, at }: Pick<Decision, 'outcome' | 'stage' | 'at'>,
): Ahead {
  if (outcome === 'return') return aheadAt(stage, deadlineOf(policy, 'correction', at), at);
  return outcome === 'approve' ? onwardFrom(application, policy, at) : conclusionAt(at);
}
