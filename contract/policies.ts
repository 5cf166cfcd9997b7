import * as z from 'zod';
import { type FieldProblem, fieldReasons } from '../domain/errors.ts';
import { policySchema, statedSchema } from '../domain/subsidies/policy.ts';
import { inconsistenciesOf } from '../domain/subsidies/policy-consistency.ts';
import {
  type PolicyContent,
  policyContentSchema,
  policyDraftSchema,
} from '../domain/subsidies/policy-draft.ts';
import { simulationSchema } from '../domain/subsidies/simulation.ts';
import { instantSchema } from '../domain/time.ts';
import { fieldProblems } from './fields.ts';
import { cursorSchema, type Operation } from './operation.ts';

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

/** What readers of feeds take (JSON Feed 1.1, jsonfeed.org), as far as policies need it. */
const feedSchema = z.object({
  /** The address by which the format names itself. */
  version: z.string(),
  title: z.string(),
  language: z.string(),
  home_page_url: z.url(),
  feed_url: z.url(),
  items: z.array(
    z.object({
      id: z.string(),
      url: z.url(),
      title: z.string(),
      content_text: z.string(),
      date_published: instantSchema,
    }),
  ),
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
  simulatePolicy: {
    method: 'GET',
    path: '/api/policy-drafts/{policyId}/simulation',
    function: 'policy-api',
    roles: ['bureau', 'auditor'],
    summary: {
      zh: '模拟政策对登记企业的效果',
      en: 'Simulate a draft or the version in force on the registered enterprises, a page at a time',
    },
    mutates: false,
    params: draftParams,
    query: z.object({ of: z.enum(['draft', 'published']), cursor: cursorSchema.optional() }),
    /** Of this page of the registry alone; with a cursor there are more enterprises, and the pages add up. */
    response: z.object({ simulation: simulationSchema, nextCursor: cursorSchema.optional() }),
    status: 200,
  },
  getCompendium: {
    method: 'GET',
    path: '/api/compendium',
    function: 'policy-api',
    roles: ['public'],
    summary: { zh: '政策汇编', en: 'Get every policy in force, in full' },
    mutates: false,
    response: z.object({ policies: z.array(publishedSchema.extend({ open: z.boolean() })) }),
    status: 200,
  },
  getPolicyFeed: {
    method: 'GET',
    path: '/api/policies/feed',
    function: 'policy-api',
    roles: ['public'],
    summary: {
      zh: '政策订阅（JSON Feed）',
      en: 'Get the policies in force as a JSON Feed 1.1, newest first',
    },
    mutates: false,
    query: z.object({ language: z.enum(['zh', 'en']).optional() }),
    response: feedSchema,
    status: 200,
  },
} as const satisfies Record<string, Operation>;
