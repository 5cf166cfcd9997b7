import * as z from 'zod';
import { auditHeadSchema } from '../../domain/audit.ts';
import { policySchema } from '../../domain/subsidies/policy.ts';
import { policyDraftSchema } from '../../domain/subsidies/policy-draft.ts';
import { instantSchema } from '../../domain/time.ts';
import { answeredSchema } from './idempotency.ts';

/** The keys of policies in the table `subsidies`; each kind of item is one line here. */
export const policyKeyOf = {
  /** A published version, written once. */
  version: (policyId: string, version: number) => ({
    pk: `POLICY#${policyId}`,
    sk: `VERSION#${String(version).padStart(4, '0')}`,
  }),
  /** Which version of a policy is current: one small partition for all, rewritten when a version is published. */
  current: (policyId: string) => ({ pk: 'POLICIES', sk: policyId }),
  /** The draft of a policy's next version; it keeps the head of the policy's trail. */
  draft: (policyId: string) => ({ pk: `POLICY#${policyId}`, sk: 'DRAFT' }),
  /** A draft in the bureau's list: all in one partition, each written with its draft. */
  listedDraft: (policyId: string) => ({ pk: 'POLICY-DRAFTS', sk: policyId }),
} as const;

export const versionItemSchema = z.object({ policy: policySchema, publishedAt: instantSchema });
const { id: policyId, version } = policySchema.shape;
export const currentItemSchema = z.object({ policyId, version });

export const draftItemSchema = policyDraftSchema.extend({
  audit: auditHeadSchema,
  /** The last save; typing leaves no longer trail than that. */
  saved: answeredSchema,
  /** Proposals, withdrawals and publications. */
  answered: z.array(answeredSchema),
});
export type StoredPolicyDraft = z.infer<typeof draftItemSchema>;
