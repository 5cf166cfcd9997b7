import * as z from 'zod';
import { applicationStatusSchema } from '../domain/subsidies/application.ts';
import { overallResults } from '../domain/subsidies/clause-check.ts';
import { outcomeSchema, stageIdSchema, stageIds } from '../domain/subsidies/review.ts';
import { instantSchema } from '../domain/time.ts';

const applicationIdSchema = z.string();
/** A task token of Step Functions: whoever settles it continues the workflow. */
const taskTokenSchema = z.string().min(1).max(2048);

const aheadShape = {
  /** Where it goes on: the stage that comes next or is taken up again, or the conclusion. */
  next: z.enum([...stageIds, 'conclusion']),
  /** Deadline of what comes next. */
  dueAt: instantSchema,
  /** When the workflow looks at the record, if nothing has come: at the reminder, else at the deadline. */
  wakeAt: instantSchema,
};
const settlementOutcomes = [...outcomeSchema.options, 'resubmit', 'withdraw'] as const;

interface Step {
  input: z.ZodType;
  output: z.ZodType;
}

/**
 * The steps of the workflows: what each gets and gives. A step is a Lambda of the same name (kebab-case file in
 * functions/steps) and is called by the states of `workflows/*.asl.json`. Only ids, stages and times pass; no records.
 */
export const steps = {
  /** Runs the automatic check (自动核验), records its findings, and tells the deadline of the first stage. */
  screenApplication: {
    input: z.object({ applicationId: applicationIdSchema }),
    output: z.object({ result: z.enum(overallResults), dueAt: instantSchema, wakeAt: instantSchema }),
  },
  /** Opens a review with its task token; the workflow then waits for `settlementSchema`. */
  openReview: {
    input: z.object({
      applicationId: applicationIdSchema,
      stage: stageIdSchema,
      dueAt: instantSchema,
      taskToken: taskTokenSchema,
    }),
    output: z.null(),
  },
  /**
   * A deadline is near or has passed. Tells what was settled in time but not heard of; else reminds (`remind` of a review,
   * `awaited` of a correction), escalates the review, which others then see (`overdue`), or lets the correction lapse. Never
   * decides.
   */
  escalateReview: {
    input: z.object({ applicationId: applicationIdSchema, stage: stageIdSchema }),
    output: z.object({
      outcome: z.enum([...settlementOutcomes, 'remind', 'awaited', 'overdue', 'lapse']),
      ...aheadShape,
    }),
  },
  /** Hands a returned application to its enterprise; the workflow then waits for `settlementSchema`. */
  awaitCorrection: {
    input: z.object({
      applicationId: applicationIdSchema,
      stage: stageIdSchema,
      dueAt: instantSchema,
      taskToken: taskTokenSchema,
    }),
    output: z.null(),
  },
  /** Closes the application as its reviews decided; `lapse` when the correction never came. */
  concludeApplication: {
    input: z.object({
      applicationId: applicationIdSchema,
      conclusion: z.enum(['approve', 'reject', 'lapse']),
    }),
    output: z.object({ status: applicationStatusSchema }),
  },
} as const satisfies Record<string, Step>;

export type StepId = keyof typeof steps;
export const stepIds = Object.keys(steps) as StepId[];
export type StepInput<Id extends StepId> = z.output<(typeof steps)[Id]['input']>;
export type StepOutput<Id extends StepId> = z.output<(typeof steps)[Id]['output']>;

/**
 * What the relay sends for a settled token: what happened, and the deadline of what comes next (the next stage, the
 * correction, or the stage that resumes). Refusal and return are successful outputs; failures are technical only.
 */
export const settlementSchema = z.object({
  outcome: z.enum(settlementOutcomes),
  ...aheadShape,
});
export type Settlement = z.infer<typeof settlementSchema>;

/** The input of an `application-review` execution; the execution is named `application-<applicationId>`, or `appeal-...`. */
export const applicationReviewInputSchema = z.object({ applicationId: applicationIdSchema });
