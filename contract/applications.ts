import * as z from 'zod';
import { usccSchema } from '../domain/enterprises/uscc.ts';
import { fenSchema } from '../domain/money.ts';
import { answersSchema } from '../domain/subsidies/answers.ts';
import { appealReasonSchema } from '../domain/subsidies/appeal.ts';
import {
  appealSchema,
  applicationSchema,
  applicationStatusSchema,
  waitingSchema,
} from '../domain/subsidies/application.ts';
import { attachmentIdSchema } from '../domain/subsidies/attachment.ts';
import { overallResults } from '../domain/subsidies/clause-check.ts';
import { pausedTermSchema } from '../domain/subsidies/deadlines.ts';
import { findingSchema } from '../domain/subsidies/eligibility.ts';
import { MAX_ATTACHMENTS } from '../domain/subsidies/evidence.ts';
import { policySchema } from '../domain/subsidies/policy.ts';
import { correctionSchema, stageIdSchema } from '../domain/subsidies/review.ts';
import { instantSchema } from '../domain/time.ts';
import { bilingualSchema } from '../domain/words.ts';
import { attachmentViewSchema } from './attachments.ts';
import { cursorSchema, type Operation, pageQuerySchema } from './operation.ts';
import { applicationParams, timelineEventSchema } from './timeline.ts';

const policyParams = z.object({ policyId: policySchema.shape.id });
const versionSchema = applicationSchema.shape.version;

// The parts by name: a schema with checks across its fields, as a policy's, cannot be picked from.
const { id, version, illustrative, title, summary, authority, period, window, amount } = policySchema.shape;
const policySummarySchema = z
  .object({ id, version, illustrative, title, summary, authority, period, window, amount, open: z.boolean() })
  .meta({ id: 'PolicySummary' });

/** A saved draft (草稿): answers as typed so far, checked only for their type. */
const draftSchema = z.object({
  policyId: policySchema.shape.id,
  answers: answersSchema,
  /** Grows by one with every save; 0 before the first. */
  version: z.int().min(0),
  savedAt: instantSchema,
});

const assessmentSchema = z.object({
  policyId: policySchema.shape.id,
  policyVersion: policySchema.shape.version,
  result: z.enum(overallResults),
  findings: z.array(findingSchema),
  /** Fen; absent while the answer it rests on is missing. */
  amountFen: fenSchema.optional(),
});

const applicationListItemSchema = applicationSchema
  .pick({
    applicationId: true,
    status: true,
    version: true,
    policyId: true,
    policyVersion: true,
    period: true,
    amountFen: true,
    submittedAt: true,
    updatedAt: true,
  })
  .extend({ policyTitle: bilingualSchema, waiting: waitingSchema.omit({ claim: true }).optional() });

const applicationViewSchema = applicationListItemSchema
  .extend({
    enterprise: applicationSchema.shape.enterprise,
    revision: applicationSchema.shape.revision,
    answers: answersSchema,
    attachments: z.array(attachmentViewSchema),
    findings: z.array(findingSchema),
    /** The fields to correct now, while it is returned. */
    corrections: z.array(correctionSchema),
    /** The term of the stage that asked, while it stands still for the correction. */
    paused: pausedTermSchema.optional(),
    /** Its appeal, where there was one; until when it may be appealed, while it may. */
    appeal: appealSchema.omit({ decidedBefore: true }).optional(),
    appealableUntil: instantSchema.optional(),
    timeline: z.array(timelineEventSchema),
  })
  .meta({ id: 'Application' });

/** Given when an application arrives (受理回执): its code, and who acts next by when. */
const receiptSchema = z.object({
  applicationId: applicationSchema.shape.applicationId,
  receiptCode: z.string(),
  policyId: policySchema.shape.id,
  amountFen: fenSchema,
  submittedAt: instantSchema,
  nextStage: stageIdSchema,
  /** Deadline of the next stage. */
  dueAt: instantSchema,
});

/** The operations of an enterprise and of anyone who reads policies or tracks a receipt code. */
export const applicationOperations = {
  listPolicies: {
    method: 'GET',
    path: '/api/policies',
    function: 'enterprise-api',
    roles: ['public'],
    summary: { zh: '政策列表', en: 'List the policies' },
    mutates: false,
    response: z.object({ policies: z.array(policySummarySchema) }),
    status: 200,
  },
  getPolicy: {
    method: 'GET',
    path: '/api/policies/{policyId}',
    function: 'enterprise-api',
    roles: ['public'],
    summary: { zh: '查看政策', en: 'Get one policy with its form, clauses and amount' },
    mutates: false,
    params: policyParams,
    response: policySchema.safeExtend({ open: z.boolean() }).meta({ id: 'Policy' }),
    status: 200,
  },
  checkEligibility: {
    method: 'POST',
    path: '/api/policies/{policyId}/eligibility',
    function: 'enterprise-api',
    roles: ['enterprise'],
    summary: { zh: '资格自查', en: 'Check eligibility clause by clause, before applying' },
    mutates: false,
    params: policyParams,
    body: z.strictObject({ answers: answersSchema }),
    response: assessmentSchema,
    status: 200,
  },
  getDraft: {
    method: 'GET',
    path: '/api/policies/{policyId}/draft',
    function: 'enterprise-api',
    roles: ['enterprise'],
    summary: { zh: '读取草稿', en: 'Get the saved draft' },
    mutates: false,
    params: policyParams,
    response: draftSchema,
    status: 200,
  },
  saveDraft: {
    method: 'PUT',
    path: '/api/policies/{policyId}/draft',
    function: 'enterprise-api',
    roles: ['enterprise'],
    summary: { zh: '保存草稿', en: 'Save the draft as typed so far' },
    mutates: true,
    params: policyParams,
    /** `version` is the one the caller last saw; 0 for the first save. */
    body: draftSchema.pick({ answers: true, version: true }).strict(),
    response: draftSchema,
    status: 200,
  },
  submitApplication: {
    method: 'POST',
    path: '/api/applications',
    function: 'enterprise-api',
    roles: ['enterprise'],
    summary: { zh: '提交申报', en: 'Submit an application' },
    mutates: true,
    body: z.strictObject({
      uscc: usccSchema,
      policyId: policySchema.shape.id,
      answers: answersSchema,
      /** Given where an offer is confirmed: the answers are then the offer's own, and the declarations. */
      source: applicationSchema.shape.source,
    }),
    response: receiptSchema,
    status: 201,
  },
  listMyApplications: {
    method: 'GET',
    path: '/api/applications',
    function: 'enterprise-api',
    roles: ['enterprise'],
    summary: { zh: '我的申报', en: 'List my enterprise’s applications, newest first' },
    mutates: false,
    query: pageQuerySchema,
    response: z.object({
      applications: z.array(applicationListItemSchema),
      nextCursor: cursorSchema.optional(),
    }),
    status: 200,
  },
  getApplication: {
    method: 'GET',
    path: '/api/applications/{applicationId}',
    function: 'enterprise-api',
    roles: ['enterprise'],
    summary: { zh: '查看申报', en: 'Get one of my enterprise’s applications' },
    mutates: false,
    params: applicationParams,
    response: applicationViewSchema,
    status: 200,
  },
  trackApplication: {
    method: 'GET',
    path: '/api/receipts/{applicationId}',
    function: 'enterprise-api',
    roles: ['public'],
    summary: { zh: '凭受理编号查询进度', en: 'Track an application by its receipt code' },
    mutates: false,
    params: applicationParams,
    response: z.object({
      receiptCode: z.string(),
      policyTitle: bilingualSchema,
      status: applicationStatusSchema,
      submittedAt: instantSchema,
      stage: stageIdSchema.optional(),
      dueAt: instantSchema.optional(),
    }),
    status: 200,
  },
  resubmitApplication: {
    method: 'POST',
    path: '/api/applications/{applicationId}/resubmission',
    function: 'enterprise-api',
    roles: ['enterprise'],
    summary: { zh: '补正后重新提交', en: 'Correct the returned fields and send again' },
    mutates: true,
    params: applicationParams,
    body: z.strictObject({
      version: versionSchema,
      answers: answersSchema,
      /** Ids of all attachments from now on, old and new; the old ones stay where it is left out. */
      attachments: z.array(attachmentIdSchema).max(MAX_ATTACHMENTS).optional(),
    }),
    response: receiptSchema.extend({ version: versionSchema, revision: z.int() }),
    status: 200,
  },
  appealApplication: {
    method: 'POST',
    path: '/api/applications/{applicationId}/appeal',
    function: 'enterprise-api',
    roles: ['enterprise'],
    summary: { zh: '申诉', en: 'Appeal against a rejection, once' },
    mutates: true,
    params: applicationParams,
    body: z.strictObject({ version: versionSchema, reason: appealReasonSchema }),
    response: z.object({
      applicationId: z.string(),
      status: applicationStatusSchema,
      version: versionSchema,
      /** The stage that hears it, and its deadline. */
      nextStage: stageIdSchema,
      dueAt: instantSchema,
    }),
    status: 200,
  },
  withdrawApplication: {
    method: 'POST',
    path: '/api/applications/{applicationId}/withdrawal',
    function: 'enterprise-api',
    roles: ['enterprise'],
    summary: { zh: '撤回申报', en: 'Withdraw an application' },
    mutates: true,
    params: applicationParams,
    body: z.strictObject({ version: versionSchema }),
    response: z.object({
      applicationId: z.string(),
      status: applicationStatusSchema,
      version: versionSchema,
    }),
    status: 200,
  },
} as const satisfies Record<string, Operation>;
