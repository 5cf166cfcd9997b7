import * as z from 'zod';
import { policySchema } from '../../domain/subsidies/policy.ts';
import { instantSchema } from '../../domain/time.ts';

/** The keys of policies in the table `subsidies`; each kind of item is one line here. */
export const policyKeyOf = {
  /** A published version, written once. */
  version: (policyId: string, version: number) => ({
    pk: `POLICY#${policyId}`,
    sk: `VERSION#${String(version).padStart(4, '0')}`,
  }),
  /** Which version of a policy is current: one small partition for all, rewritten when a version is published. */
  current: (policyId: string) => ({ pk: 'POLICIES', sk: policyId }),
} as const;

export const versionItemSchema = z.object({ policy: policySchema, publishedAt: instantSchema });
const { id: policyId, version } = policySchema.shape;
export const currentItemSchema = z.object({ policyId, version });
