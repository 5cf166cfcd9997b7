import * as z from 'zod';
import { type FieldProblem, fieldReasons } from '../domain/errors.ts';
import { policySchema, statedSchema } from '../domain/subsidies/policy.ts';
import { inconsistenciesOf } from '../domain/subsidies/policy-consistency.ts';
import {
  type PolicyContent,
  policyContentSchema,
  policyDraftSchema,
} from '../domain/subsidies/policy-draft.ts';
import { instantSchema } from '../domain/time.ts';
import { fieldProblems } from './fields.ts';
import type { Operation } from './operation.ts';

/** Words of addresses that no policy may be called by: `/api/policies/feed` is another operation's. */
const RESERVED_IDS = ['feed'];

const policyId = policySchema.shape.id;
const draftParams = z.object({
  policyId: policyId.refine((id) => !RESERVED_IDS.includes(id), { params: { reason: 'not-an-option' } }),
});

const publishedSchema = z.object({ policy: policySchema, publishedAt: instantSchema });

const draftViewSchema = policyDraftSchema
  .partial({ edited: true })
  .extend({
    /** Grows by one with every change; 0 before the first. */
    version: z.int().min(0),
    /** The number it will be published under. */
    nextVersion: z.int().min(1),
    /** What is missing or does not fit together yet, by its place in the content; empty when it can be proposed. */
    problems: z.array(
      z.object({ path: z.string(), reason: z.enum(fieldReasons), expected: z.string().optional() }),
    ),
    /** The version in force, to compare with. */
    published: publishedSchema.optional(),
  })
  .meta({ id: 'PolicyDraft' });

const listedPolicySchema = z.object({
  policyId,
  /** Of the version in force, or of the draft as far as it is written. */
  title: z.object({ zh: z.string(), en: z.string() }),
  illustrative: z.boolean(),
  published: publishedSchema
    .omit({ policy: true })
    .extend({ version: z.int(), open: z.boolean() })
    .optional(),
  draft: policyDraftSchema.omit({ policyId: true, content: true }).optional(),
});

/** The version of the draft the caller saw. */
const seenSchema = z.strictObject({ version: z.int().min(1) });

/**
 * What is missing in a policy's content, or does not fit together: empty for one that can be published. The page that
 * writes it and the function that publishes it ask the same.
 */
export function contentProblems(content: PolicyContent): FieldProblem[] {
  const stated = statedSchema.omit({ id: true, version: true }).safeParse(content, { reportInput: true });
  return [...fieldProblems(stated.error?.issues ?? []), ...inconsistenciesOf(content)];
}

/** The operations of the bureau that writes policies, and what is told of them to everyone. */
export const policyOperations = {
  listPolicyDrafts: {
    method: 'GET',
    path: '/api/policy-drafts',
    function: 'policy-api',
    roles: ['bureau', 'auditor'],
    summary: { zh: '政策与草稿列表', en: 'List every policy with its version in force and its draft' },
    mutates: false,
    response: z.object({ policies: z.array(listedPolicySchema) }),
    status: 200,
  },
  getPolicyDraft: {
    method: 'GET',
    path: '/api/policy-drafts/{policyId}',
    function: 'policy-api',
    roles: ['bureau', 'auditor'],
    summary: {
      zh: '查看政策草稿',
      en: 'Get the draft of a policy’s next version, with the version in force',
    },
    mutates: false,
    params: draftParams,
    response: draftViewSchema,
    status: 200,
  },
  savePolicyDraft: {
    method: 'PUT',
    path: '/api/policy-drafts/{policyId}',
    function: 'policy-api',
    roles: ['bureau'],
    summary: { zh: '保存政策草稿', en: 'Save the draft of a new policy or version, complete or not' },
    mutates: true,
    params: draftParams,
    /** `version` is the one the caller last saw; 0 for the first save. */
    body: z.strictObject({ version: z.int().min(0), content: policyContentSchema }),
    response: draftViewSchema,
    status: 200,
  },
  proposePolicy: {
    method: 'POST',
    path: '/api/policy-drafts/{policyId}/proposal',
    function: 'policy-api',
    roles: ['bureau'],
    summary: { zh: '提交发布', en: 'Propose a complete draft for publication' },
    mutates: true,
    params: draftParams,
    body: seenSchema,
    response: draftViewSchema,
    status: 200,
  },
  withdrawProposal: {
    method: 'POST',
    path: '/api/policy-drafts/{policyId}/proposal/withdrawal',
    function: 'policy-api',
    roles: ['bureau'],
    summary: { zh: '撤回或退回待发布版本', en: 'Take a proposal back, or send it back, for editing' },
    mutates: true,
    params: draftParams,
    body: seenSchema,
    response: draftViewSchema,
    status: 200,
  },
  publishPolicy: {
    method: 'POST',
    path: '/api/policy-drafts/{policyId}/publication',
    function: 'policy-api',
    roles: ['bureau'],
    summary: { zh: '核对并发布', en: 'Publish a proposed version, as a second person' },
    mutates: true,
    params: draftParams,
    body: seenSchema,
    response: draftViewSchema,
    status: 200,
  },
} as const satisfies Record<string, Operation>;
