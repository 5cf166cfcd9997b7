import * as z from 'zod';
import { profileFacts } from '../enterprises/profile.ts';
import { fenSchema } from '../money.ts';
import { daySchema, instantSchema } from '../time.ts';
import { bilingualSchema } from '../words.ts';
import { evidencePieceSchema } from './attachment.ts';
import { clauseSchema, fieldIdSchema } from './clause.ts';
import { inconsistenciesOf } from './policy-consistency.ts';
import { stageIdSchema } from './review.ts';

/** The fact of the enterprise's profile that answers a question, so that it is not asked twice. */
const fromProfileSchema = z.enum(profileFacts).optional();

/** A question of a policy's form. The form, its checks and its words on the screen all derive from it. */
export const policyFieldSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('date'),
    id: fieldIdSchema,
    label: bilingualSchema,
    hint: bilingualSchema.optional(),
    fromProfile: fromProfileSchema,
    min: daySchema,
    max: daySchema,
  }),
  z.strictObject({
    kind: z.literal('integer'),
    id: fieldIdSchema,
    label: bilingualSchema,
    hint: bilingualSchema.optional(),
    unit: bilingualSchema.optional(),
    fromProfile: fromProfileSchema,
    min: z.int(),
    max: z.int(),
  }),
  z.strictObject({
    kind: z.literal('money'),
    id: fieldIdSchema,
    label: bilingualSchema,
    hint: bilingualSchema.optional(),
    minFen: fenSchema,
    maxFen: fenSchema,
  }),
  z.strictObject({
    kind: z.literal('text'),
    id: fieldIdSchema,
    label: bilingualSchema,
    hint: bilingualSchema.optional(),
    minLength: z.int().min(1),
    maxLength: z.int().max(2000),
    multiline: z.boolean().optional(),
  }),
  z.strictObject({
    kind: z.literal('choice'),
    id: fieldIdSchema,
    label: bilingualSchema,
    hint: bilingualSchema.optional(),
    fromProfile: fromProfileSchema,
    options: z
      .array(z.strictObject({ value: z.string().regex(/^[a-z0-9-]{1,40}$/), label: bilingualSchema }))
      .min(2),
  }),
  z.strictObject({
    kind: z.literal('commitment'),
    id: fieldIdSchema,
    label: bilingualSchema,
    hint: bilingualSchema.optional(),
  }),
]);
export type PolicyField = z.infer<typeof policyFieldSchema>;

/** How the amount follows from the answers; always computed, never typed. All money in fen. */
const amountFormulaSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fixed'), fen: fenSchema }),
  /** A share of a stated cost, e.g. of an invoice. */
  z.strictObject({
    kind: z.literal('share'),
    field: fieldIdSchema,
    percent: z.int().min(1).max(100),
    capFen: fenSchema,
  }),
  /** So much for each person or thing counted. */
  z.strictObject({
    kind: z.literal('per-head'),
    field: fieldIdSchema,
    fenEach: fenSchema.min(1),
    capFen: fenSchema,
  }),
  /** A sum by the step that a number reaches; below the lowest step nothing is paid. Steps rise in number and sum. */
  z.strictObject({
    kind: z.literal('tiers'),
    field: fieldIdSchema,
    tiers: z
      .array(z.strictObject({ atLeast: z.int().min(0), fen: fenSchema.min(1) }))
      .min(2)
      .max(10),
  }),
]);

const workingDaysSchema = z.int().min(1).max(60);

/**
 * A stage of a policy's chain, with its deadline in working days; `aboveFen`: only for amounts above this; `judges`: the
 * questions whose answers this stage judges, so that a correction of another one leaves it finished. All where not given.
 */
const chainLinkSchema = z.strictObject({
  stage: stageIdSchema,
  workingDays: workingDaysSchema,
  aboveFen: fenSchema.optional(),
  judges: z.array(fieldIdSchema).min(1).max(40).optional(),
});

/** Everything a policy states. */
export const statedSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/),
  version: z.int().min(1),
  /** The zone's own policy, or an illustrative one (示例) that says so in its title. */
  illustrative: z.boolean(),
  title: bilingualSchema,
  summary: bilingualSchema,
  authority: bilingualSchema,
  legalBasis: bilingualSchema,
  /** Whom it is for, in words. */
  audience: bilingualSchema,
  /** What proves the statements (佐证材料): attached to an application, or kept ready for inspection. */
  evidence: z.array(evidencePieceSchema).max(20),
  /** What may be spent on it, in fen. */
  budgetFen: fenSchema.min(1),
  /** Working days its awards are shown to the public (公示) before payment. */
  noticeWorkingDays: workingDaysSchema,
  /** The period an enterprise may be awarded once in. */
  period: z.string().regex(/^\d{4}(-\d{2})?$/),
  /** Applications are taken from `opensAt` up to, not including, `closesAt`. */
  window: z.strictObject({ opensAt: instantSchema, closesAt: instantSchema }),
  fields: z.array(policyFieldSchema).min(1).max(40),
  clauses: z.array(clauseSchema).min(1).max(40),
  amount: amountFormulaSchema,
  /** Whether the system finds its beneficiaries (免申即享): registry and profile decide all but what a person declares. */
  offered: z.boolean().optional(),
  /** The human stages in their order, each with its deadline in working days. */
  chain: z.array(chainLinkSchema).min(1),
  /** Working days an enterprise has to correct what was returned. */
  correctionWorkingDays: workingDaysSchema,
  /** Working days after a rejection in which an enterprise may appeal (申诉), once. */
  appealWorkingDays: workingDaysSchema,
});

/** One published version of a policy (政策). Published versions do not change; an application is pinned to one. */
export const policySchema = statedSchema
  .superRefine((policy, context) => {
    for (const { path, reason } of inconsistenciesOf(policy))
      context.addIssue({ code: 'custom', path: path.split('.'), message: reason, params: { reason } });
  })
  .meta({ id: 'PolicyVersion' });
export type Policy = z.infer<typeof policySchema>;

/** Whether applications are taken at this moment. */
export function isOpen(policy: Pick<Policy, 'window'>, now: Date): boolean {
  const moment = now.getTime();
  return Date.parse(policy.window.opensAt) <= moment && moment < Date.parse(policy.window.closesAt);
}
