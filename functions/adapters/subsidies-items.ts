import * as z from 'zod';
import { auditHeadSchema } from '../../domain/audit.ts';
import { answersSchema } from '../../domain/subsidies/answers.ts';
import { applicationSchema } from '../../domain/subsidies/application.ts';
import { attachmentSchema, uploadSchema } from '../../domain/subsidies/attachment.ts';
import { findingSchema } from '../../domain/subsidies/eligibility.ts';
import { flagSchema } from '../../domain/subsidies/flags.ts';
import { correctionSchema } from '../../domain/subsidies/review.ts';
import { instantSchema } from '../../domain/time.ts';
import { profileSnapshotSchema } from './enterprise-items.ts';
import { answeredSchema } from './idempotency.ts';

/** The keys of the table `subsidies`; each kind of item is one line here. */
export const keyOf = {
  /** An application's state: one lean item that every change rewrites under its version. */
  application: (applicationId: string) => ({ pk: `APPLICATION#${applicationId}`, sk: 'CASE' }),
  /** The answers of one revision, written once. */
  form: (applicationId: string, revision: number) => ({
    pk: `APPLICATION#${applicationId}`,
    sk: `FORM#${String(revision).padStart(4, '0')}`,
  }),
  /** One award per enterprise, policy and period: the application that has it. Withdrawal frees it. */
  claim: (uscc: string, policyId: string, period: string) => ({
    pk: `ENTERPRISE#${uscc}`,
    sk: `CLAIM#${policyId}#${period}`,
  }),
  /** What a submission remembers of its request, for good: a late repeat finds it even after a withdrawal. */
  submission: (uscc: string, requestName: string) => ({
    pk: `ENTERPRISE#${uscc}`,
    sk: `REQUEST#${requestName}`,
  }),
  /** An enterprise's application in its own list, by the moment it came; written once. */
  listing: (uscc: string, submittedAt: string, applicationId: string) => ({
    pk: `ENTERPRISE#${uscc}`,
    sk: `APPLICATION#${submittedAt}#${applicationId}`,
  }),
  /** What of an application is in the figures of the scoreboard. Beside it, not in it: the relay is no writer of cases. */
  counted: (applicationId: string) => ({ pk: `COUNTED#${applicationId}`, sk: 'COUNTED' }),
  /** What an enterprise states of itself; rewritten under its version. */
  profile: (uscc: string) => ({ pk: `ENTERPRISE#${uscc}`, sk: 'PROFILE' }),
  /** A registered enterprise in the list of its office. */
  registered: (officeId: string, uscc: string) => ({ pk: `REGISTRY#${officeId}`, sk: uscc }),
  /** The enterprises that ever stated one bank account, or one legal representative; by digest. */
  usersOf: (kind: 'ACCOUNT' | 'PERSON', digest: string) => ({ pk: `${kind}#${digest}`, sk: 'USERS' }),
  draft: (uscc: string, policyId: string) => ({ pk: `ENTERPRISE#${uscc}`, sk: `DRAFT#${policyId}` }),
  /** The files uploaded for the next submission or correction under a policy. */
  uploads: (uscc: string, policyId: string) => ({ pk: `ENTERPRISE#${uscc}`, sk: `UPLOADS#${policyId}` }),
  /** Which applications hold a file of this content: the same invoice twice is found by it. */
  evidence: (sha256: string, applicationId: string) => ({
    pk: `EVIDENCE#${sha256}`,
    sk: `APPLICATION#${applicationId}`,
  }),
} as const;

/** The index of open reviews: by queue, earliest deadline first; only items that wait for a review are in it. */
export const QUEUE_INDEX = 'queue';

/** The index of escalated reviews, all in one partition by queue: only reviews that have missed a deadline are in it. */
export const ESCALATED_INDEX = 'escalated';
export const ESCALATED = 'ESCALATED';

/** A settled task token and what the workflow is told; the relay passes it on. */
export const settlementItemSchema = z.object({ token: z.string(), output: z.string() });

export const applicationItemSchema = applicationSchema.extend({
  audit: auditHeadSchema,
  /** Task token of the stage or correction the workflow waits at. */
  taskToken: z.string().optional(),
  settled: settlementItemSchema.optional(),
  /** The fields to correct, while returned. */
  corrections: z.array(correctionSchema).default([]),
  answered: z.array(answeredSchema).default([]),
});
export type StoredApplication = z.infer<typeof applicationItemSchema>;

export const formItemSchema = z.object({
  revision: z.int(),
  answers: answersSchema,
  attachments: z.array(attachmentSchema).default([]),
  findings: z.array(findingSchema),
  /** What a reviewer has to look at; absent where nothing is. */
  flags: z.array(flagSchema).optional(),
  /** The profile as it stood. */
  profile: profileSnapshotSchema.optional(),
  at: instantSchema,
});
export type StoredForm = z.infer<typeof formItemSchema>;

export const listingItemSchema = z.object({ applicationId: z.string() });

export const draftItemSchema = z.object({
  policyId: z.string(),
  answers: answersSchema,
  version: z.int(),
  savedAt: instantSchema,
  answered: answeredSchema,
});

export const uploadsItemSchema = z.object({
  version: z.int(),
  uploads: z.array(uploadSchema.extend({ answered: answeredSchema })),
});
