import * as z from 'zod';
import { type Instant, instantSchema } from '../time.ts';
import { endOfResumedTerm, endOfWorkingDays, workingDaysBetween } from '../working-days.ts';
import type { Application } from './application.ts';
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

type Standing = Pick<Application, 'amountFen' | 'decisions' | 'corrected'>;

/** Where an application goes on from a moment, and by when; its conclusion comes at once. */
export function onwardFrom(
  application: Standing,
  policy: Policy,
  at: Instant,
): { next: Onward; dueAt: Instant } {
  const next = onwardOf(application, policy);
  return { next, dueAt: next === 'conclusion' ? at : stageDeadline(application, policy, next, at) };
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
): { next: Onward; dueAt: Instant } {
  if (outcome === 'return') return { next: stage, dueAt: deadlineOf(policy, 'correction', at) };
  return outcome === 'approve' ? onwardFrom(application, policy, at) : { next: 'conclusion', dueAt: at };
}
