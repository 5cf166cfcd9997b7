import * as z from 'zod';
import { enterpriseSchema } from '../enterprises/enterprise.ts';
import { DomainError } from '../errors.ts';
import { fenSchema } from '../money.ts';
import { instantSchema } from '../time.ts';
import { clauseCheckSchema } from './clause-check.ts';
import { conflictSchema } from './conflict.ts';
import { flagSchema } from './flags.ts';
import { decisionSchema, stageIdSchema } from './review.ts';

/**
 * The life of an application (申报): in each status, what may happen and where it leads. The names of events are
 * the operations and workflow steps that cause them.
 */
export const applicationTransitions = {
  submitted: {
    openReview: 'inReview',
    declareConflict: 'submitted',
    withdrawApplication: 'withdrawn',
    withdrawAppeal: 'rejected',
  },
  inReview: {
    openReview: 'inReview',
    claimReview: 'inReview',
    releaseReview: 'inReview',
    handOverReview: 'inReview',
    declareConflict: 'inReview',
    decideReview: 'inReview',
    remind: 'inReview',
    escalateReview: 'inReview',
    awaitCorrection: 'returned',
    withdrawApplication: 'withdrawn',
    withdrawAppeal: 'rejected',
    approve: 'approved',
    reject: 'rejected',
  },
  returned: {
    awaitCorrection: 'returned',
    remind: 'returned',
    resubmitApplication: 'submitted',
    declareConflict: 'returned',
    withdrawApplication: 'withdrawn',
    lapse: 'withdrawn',
    // An appeal that is given up leaves the rejection as it was, and the claim taken.
    withdrawAppeal: 'rejected',
    lapseAppeal: 'rejected',
  },
  approved: {},
  rejected: { appealApplication: 'submitted' },
  withdrawn: {},
} as const;
export type ApplicationStatus = keyof typeof applicationTransitions;
export type ApplicationEvent = {
  [S in ApplicationStatus]: keyof (typeof applicationTransitions)[S];
}[ApplicationStatus];
export const applicationStatuses = Object.keys(applicationTransitions) as [
  ApplicationStatus,
  ...ApplicationStatus[],
];
export const applicationStatusSchema = z.enum(applicationStatuses);

/**
 * The status an event leads to.
 * @throws DomainError `state-not-allowed` where the table has no such transition
 */
export function nextStatus(status: ApplicationStatus, event: ApplicationEvent): ApplicationStatus {
  const row: Partial<Record<ApplicationEvent, ApplicationStatus>> = applicationTransitions[status];
  // Own names only: an event called `toString` is none.
  const next = Object.hasOwn(row, event) ? row[event] : undefined;
  if (!next) throw new DomainError('state-not-allowed');
  return next;
}

/** Whether an application is concluded: nothing can happen to it any more but an appeal. */
export function isClosed(status: ApplicationStatus): boolean {
  return Object.keys(applicationTransitions[status]).every((event) => event === 'appealApplication');
}

/** An officer's hold on a review (认领) until a moment. */
export const claimSchema = z.object({
  by: z.string(),
  byName: z.string(),
  at: instantSchema,
  until: instantSchema,
  /** Who handed it over (移交), where a colleague did. */
  from: z.string().optional(),
  fromName: z.string().optional(),
});

/** What an application waits for: an officer's review, or the enterprise's correction, with its deadline. */
export const waitingSchema = z.object({
  kind: z.enum(['review', 'correction']),
  stage: stageIdSchema,
  /** How many times this stage has been opened, from 1. */
  visit: z.int().min(1),
  openedAt: instantSchema,
  dueAt: instantSchema,
  /** When whoever has to act was reminded that this deadline is near. */
  reminded: instantSchema.optional(),
  /** How many deadlines this visit has missed. */
  escalations: z.int().min(0),
  /** What the clauses came to when the visit was opened. */
  check: clauseCheckSchema.optional(),
  claim: claimSchema.optional(),
});
export type Waiting = z.infer<typeof waitingSchema>;

/** An appeal (申诉) against a rejection: once an application. */
export const appealSchema = z.object({
  at: instantSchema,
  reason: z.string(),
  /** How many decisions had been taken before it. Who took one of them does not hear the appeal. */
  decidedBefore: z.int().min(1),
});

export const applicationSourceSchema = z.enum(['offer']);

/** An application (申报) as it is stored and shown: everything but the answers, which live by revision. */
export const applicationSchema = z.object({
  applicationId: z.string(),
  status: applicationStatusSchema,
  /** Grows by one with every change; a write names the version it read. */
  version: z.int().min(1),
  enterprise: enterpriseSchema,
  policyId: z.string(),
  policyVersion: z.int().min(1),
  period: z.string(),
  amountFen: fenSchema,
  /** Which revision of the answers is in force, from 1; a correction makes the next. */
  revision: z.int().min(1),
  /** How it came: confirmed from an offer of the system (免申即享); absent for a form that was filled in. */
  source: applicationSourceSchema.optional(),
  submittedAt: instantSchema,
  updatedAt: instantSchema,
  waiting: waitingSchema.optional(),
  decisions: z.array(decisionSchema),
  /** The flags that nobody has cleared yet; absent where there is none. */
  openFlags: z.array(flagSchema).min(1).optional(),
  /** What each correction changed: the revision it made, and the questions whose answers differ from the one before. */
  corrected: z.array(z.object({ revision: z.int().min(2), fields: z.array(z.string()) })).default([]),
  /** Officers who declared a conflict of interest; absent where none did. */
  conflicts: z.array(conflictSchema).optional(),
  /** The appeal against its rejection, where there was one. */
  appeal: appealSchema.optional(),
});
export type Application = z.infer<typeof applicationSchema>;

/** Whether a claim still holds at a moment. */
export function claimHolds(waiting: Pick<Waiting, 'claim'>, now: Date): boolean {
  return waiting.claim !== undefined && Date.parse(waiting.claim.until) > now.getTime();
}

/** The visit number the next opening of a stage gets. */
export function nextVisit(application: Pick<Application, 'decisions'>, stage: string): number {
  return application.decisions.filter((decision) => decision.stage === stage).length + 1;
}
