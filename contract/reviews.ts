import * as z from 'zod';
import { profileFieldSchema, profileSchema } from '../domain/enterprises/profile.ts';
import { usccSchema } from '../domain/enterprises/uscc.ts';
import { fenSchema } from '../domain/money.ts';
import { answersSchema } from '../domain/subsidies/answers.ts';
import { applicationSchema, claimSchema } from '../domain/subsidies/application.ts';
import { pausedTermSchema } from '../domain/subsidies/deadlines.ts';
import { findingSchema } from '../domain/subsidies/eligibility.ts';
import { flagSchema } from '../domain/subsidies/flags.ts';
import { policySchema } from '../domain/subsidies/policy.ts';
import { outcomeSchema, stageIdSchema, verdictSchema } from '../domain/subsidies/review.ts';
import { stageTimeSchema } from '../domain/subsidies/stage-times.ts';
import { instantSchema } from '../domain/time.ts';
import { bilingualSchema } from '../domain/words.ts';
import { officeIdSchema } from '../domain/zone/offices.ts';
import { attachmentViewSchema } from './attachments.ts';
import { cursorSchema, type Operation, pageQuerySchema } from './operation.ts';
import { problemCodes } from './problem.ts';
import { applicationParams, timelineEventSchema } from './timeline.ts';

const versionSchema = applicationSchema.shape.version;

const reviewTaskSchema = z
  .object({
    applicationId: applicationSchema.shape.applicationId,
    version: versionSchema,
    stage: stageIdSchema,
    visit: z.int(),
    enterpriseName: z.string(),
    uscc: usccSchema,
    policyId: policySchema.shape.id,
    policyTitle: bilingualSchema,
    amountFen: fenSchema,
    submittedAt: instantSchema,
    openedAt: instantSchema,
    dueAt: instantSchema,
    /** The office in whose area the enterprise is. */
    officeId: officeIdSchema,
    overdue: z.boolean(),
    /** When the stage was reminded of this deadline. */
    reminded: instantSchema.optional(),
    escalations: z.int(),
    /** When it was appealed, where it is an appeal. */
    appealedAt: instantSchema.optional(),
    claim: claimSchema.optional(),
  })
  .meta({ id: 'ReviewTask' });

const reviewSchema = z
  .object({
    application: applicationSchema,
    policy: policySchema,
    answers: answersSchema,
    /** The answers that the open stage judged last, or those before the last correction; where there are such. */
    previousAnswers: answersSchema.optional(),
    /** Why a stage that was finished is open again: the answers it judged that a correction has changed, and who asked. */
    reopened: z.object({ fields: z.array(z.string()), askedBy: stageIdSchema }).optional(),
    /** The term of the stage that asked, while it stands still for a correction. */
    paused: pausedTermSchema.optional(),
    attachments: z.array(attachmentViewSchema),
    /** The attachments before the last correction, where there was one. */
    previousAttachments: z.array(attachmentViewSchema).optional(),
    findings: z.array(findingSchema),
    /** What has to be looked at, and how it stands: cleared by a note, open, or come up since it was sent in. */
    flags: z.array(
      z.object({
        flag: flagSchema,
        standing: z.enum(['open', 'cleared', 'since']),
        /** The enterprises concerned, with the application concerned where the reader may see it. */
        others: z.array(
          z.object({ uscc: usccSchema, name: z.string(), applicationId: z.string().optional() }),
        ),
      }),
    ),
    /** The profile as it stood when the form was sent, details masked, and what of it has changed since. */
    profile: profileSchema
      .pick({ facts: true, masked: true })
      .extend({ changed: z.array(profileFieldSchema) })
      .optional(),
    timeline: z.array(timelineEventSchema),
    /** The time at each visit of each stage. */
    stageTimes: z.array(stageTimeSchema),
    /** Why the caller may not claim or decide this review now; absent where he may. */
    blockedBy: z.enum(problemCodes).optional(),
  })
  .meta({ id: 'Review' });

/** The operations of the officers who review. */
export const reviewOperations = {
  listReviewTasks: {
    method: 'GET',
    path: '/api/reviews',
    function: 'review-api',
    roles: ['office', 'bureau', 'finance'],
    summary: { zh: '待办审核', en: 'List the reviews that wait in my queue, earliest deadline first' },
    mutates: false,
    query: pageQuerySchema.extend({ claimedByMe: z.stringbool().optional() }),
    response: z.object({
      tasks: z.array(reviewTaskSchema),
      /** The server's time, to tell how long until a deadline. */
      readAt: instantSchema,
      nextCursor: cursorSchema.optional(),
    }),
    status: 200,
  },
  listEscalations: {
    method: 'GET',
    path: '/api/escalations',
    function: 'review-api',
    roles: ['office', 'bureau', 'finance', 'auditor'],
    summary: {
      zh: '督办清单：单位负责人看本单位，纪检看全部',
      en: 'List the reviews that have missed a deadline: a head those of his unit, the auditor all',
    },
    mutates: false,
    query: pageQuerySchema,
    response: z.object({ tasks: z.array(reviewTaskSchema), nextCursor: cursorSchema.optional() }),
    status: 200,
  },
  getReview: {
    method: 'GET',
    path: '/api/reviews/{applicationId}',
    function: 'review-api',
    roles: ['office', 'bureau', 'finance', 'auditor'],
    summary: { zh: '查看待审申报', en: 'Get an application as its reviewers see it' },
    mutates: false,
    params: applicationParams,
    response: reviewSchema,
    status: 200,
  },
  claimReview: {
    method: 'POST',
    path: '/api/reviews/{applicationId}/claim',
    function: 'review-api',
    roles: ['office', 'bureau', 'finance'],
    summary: { zh: '认领', en: 'Claim a review, or renew the claim' },
    mutates: true,
    params: applicationParams,
    body: z.strictObject({ version: versionSchema }),
    response: z.object({ applicationId: z.string(), version: versionSchema, claim: claimSchema }),
    status: 200,
  },
  releaseReview: {
    method: 'POST',
    path: '/api/reviews/{applicationId}/release',
    function: 'review-api',
    roles: ['office', 'bureau', 'finance'],
    summary: { zh: '释放', en: 'Release a claimed review' },
    mutates: true,
    params: applicationParams,
    body: z.strictObject({ version: versionSchema }),
    response: z.object({ applicationId: z.string(), version: versionSchema }),
    status: 200,
  },
  decideReview: {
    method: 'POST',
    path: '/api/reviews/{applicationId}/decision',
    function: 'review-api',
    roles: ['office', 'bureau', 'finance'],
    summary: {
      zh: '作出决定：通过、退回补正、不予通过',
      en: 'Decide: approve, return for correction, or reject',
    },
    mutates: true,
    params: applicationParams,
    body: z.strictObject({ version: versionSchema, verdict: verdictSchema }),
    response: z.object({
      applicationId: z.string(),
      version: versionSchema,
      stage: stageIdSchema,
      outcome: outcomeSchema,
      decidedAt: instantSchema,
    }),
    status: 200,
  },
} as const satisfies Record<string, Operation>;
