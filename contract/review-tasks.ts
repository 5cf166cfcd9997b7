import * as z from 'zod';
import { fenSchema } from '../domain/money.ts';
import {
  applicationSchema,
  applicationStatusSchema,
  claimSchema,
  waitingSchema,
} from '../domain/subsidies/application.ts';
import { conflictReasonSchema, conflictSchema } from '../domain/subsidies/conflict.ts';
import { policySchema } from '../domain/subsidies/policy.ts';
import { applicationIdSchema } from '../domain/subsidies/receipt-code.ts';
import { decisionSchema, verdictSchema } from '../domain/subsidies/review.ts';
import { instantSchema } from '../domain/time.ts';
import { bilingualSchema } from '../domain/words.ts';
import { cursorSchema, type Operation, pageQuerySchema } from './operation.ts';
import { problemCodes } from './problem.ts';
import { applicationParams } from './timeline.ts';

const versionSchema = applicationSchema.shape.version;
const reviewers = ['office', 'bureau', 'finance'] as const;

/** How many reviews one call decides at most. */
export const MOST_DECISIONS = 200;

const [approval, , rejection] = verdictSchema.options;

/** What became of one item of a bulk decision: decided (now, or by this very request before), or why not. */
const bulkResultSchema = z
  .discriminatedUnion('result', [
    z.object({
      result: z.literal('decided'),
      applicationId: applicationIdSchema,
      version: versionSchema,
      stage: decisionSchema.shape.stage,
      outcome: decisionSchema.shape.outcome,
      decidedAt: instantSchema,
    }),
    z.object({
      result: z.literal('refused'),
      applicationId: applicationIdSchema,
      code: z.enum(problemCodes),
    }),
  ])
  .meta({ id: 'BulkResult' });

/** An application in an officer's own lists, as it is now. */
const listedReviewSchema = z.object({
  applicationId: z.string(),
  enterpriseName: z.string(),
  policyId: policySchema.shape.id,
  policyTitle: bilingualSchema,
  amountFen: fenSchema,
  status: applicationStatusSchema,
});

/** How many there are; `more` where there are others beyond what is counted. */
const countSchema = z.object({ count: z.int().min(0), more: z.boolean() });

/** What officers do with their queue besides deciding one review after the other. */
export const reviewTaskOperations = {
  listColleagues: {
    method: 'GET',
    path: '/api/reviews/{applicationId}/colleagues',
    function: 'review-api',
    roles: reviewers,
    summary: { zh: '可移交的同事', en: 'List the colleagues who may take over the open review' },
    mutates: false,
    params: applicationParams,
    response: z.object({
      colleagues: z.array(z.object({ sub: z.string(), name: z.string(), seenOn: z.iso.date() })),
    }),
    status: 200,
  },
  handOverReview: {
    method: 'POST',
    path: '/api/reviews/{applicationId}/hand-over',
    function: 'review-api',
    roles: reviewers,
    summary: { zh: '移交', en: 'Hand a claimed review over to a colleague' },
    mutates: true,
    params: applicationParams,
    body: z.strictObject({ version: versionSchema, to: z.string().min(1).max(128) }),
    response: z.object({ applicationId: z.string(), version: versionSchema, claim: claimSchema }),
    status: 200,
  },
  declareConflict: {
    method: 'POST',
    path: '/api/reviews/{applicationId}/conflict',
    function: 'review-api',
    roles: reviewers,
    summary: { zh: '申请回避', en: 'Declare a conflict of interest; for good' },
    mutates: true,
    params: applicationParams,
    body: z.strictObject({ version: versionSchema, reasonCode: conflictReasonSchema }),
    response: z.object({ applicationId: z.string(), version: versionSchema, conflict: conflictSchema }),
    status: 200,
  },
  watchReview: {
    method: 'POST',
    path: '/api/reviews/{applicationId}/watch',
    function: 'review-api',
    roles: reviewers,
    summary: { zh: '关注、取消关注', en: 'Watch an application, or no longer' },
    mutates: true,
    params: applicationParams,
    body: z.strictObject({ watching: z.boolean() }),
    response: z.object({ applicationId: z.string(), watching: z.boolean() }),
    status: 200,
  },
  listWatchedReviews: {
    method: 'GET',
    path: '/api/watched-reviews',
    function: 'review-api',
    roles: reviewers,
    summary: { zh: '我关注的申报', en: 'List the applications that I watch, as they are now' },
    mutates: false,
    query: pageQuerySchema,
    response: z.object({
      reviews: z.array(
        listedReviewSchema.extend({
          updatedAt: instantSchema,
          waiting: waitingSchema.pick({ kind: true, stage: true, dueAt: true }).optional(),
        }),
      ),
      readAt: instantSchema,
      nextCursor: cursorSchema.optional(),
    }),
    status: 200,
  },
  listDecidedReviews: {
    method: 'GET',
    path: '/api/review-decisions',
    function: 'review-api',
    roles: reviewers,
    summary: { zh: '我已办的审核', en: 'List the decisions that I took, newest first' },
    mutates: false,
    query: pageQuerySchema,
    response: z.object({
      reviews: z.array(
        listedReviewSchema.extend({
          decision: decisionSchema.pick({ stage: true, visit: true, outcome: true, at: true }),
        }),
      ),
      readAt: instantSchema,
      nextCursor: cursorSchema.optional(),
    }),
    status: 200,
  },
  countReviews: {
    method: 'GET',
    path: '/api/review-counts',
    function: 'review-api',
    roles: reviewers,
    summary: { zh: '待办、今日已办、关注的件数', en: 'Count what I have to do, decided today, and watch' },
    mutates: false,
    response: z.object({ toDo: countSchema, decidedToday: countSchema, watching: countSchema }),
    status: 200,
  },
  decideReviews: {
    method: 'POST',
    path: '/api/review-decisions',
    function: 'review-api',
    roles: reviewers,
    summary: {
      zh: '批量决定（最多 200 件），逐件返回结果',
      en: 'Approve or reject up to 200 reviews, each by itself, with a result for each',
    },
    mutates: true,
    body: z.strictObject({
      items: z
        .array(z.strictObject({ applicationId: applicationIdSchema, version: versionSchema }))
        .min(1)
        .max(MOST_DECISIONS),
      verdict: z.discriminatedUnion('outcome', [approval, rejection]),
    }),
    response: z.object({ results: z.array(bulkResultSchema) }),
    status: 200,
  },
} as const satisfies Record<string, Operation>;
