import * as z from 'zod';
import { fenSchema } from '../money.ts';
import { daySchema, instantSchema } from '../time.ts';
import { bilingualSchema } from '../words.ts';
import { stageIdSchema } from './review.ts';

const fieldIdSchema = z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/);

/** A question of a policy's form. The form, its checks and its words on the screen all derive from it. */
export const policyFieldSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('date'),
    id: fieldIdSchema,
    label: bilingualSchema,
    hint: bilingualSchema.optional(),
    min: daySchema,
    max: daySchema,
  }),
  z.strictObject({
    kind: z.literal('integer'),
    id: fieldIdSchema,
    label: bilingualSchema,
    hint: bilingualSchema.optional(),
    unit: bilingualSchema.optional(),
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

/** What a clause asks of one answer, or of the registry, or of a person's judgement. */
const clauseTestSchema = z.discriminatedUnion('kind', [
  /** The day answered is before this day. */
  z.strictObject({ kind: z.literal('before'), field: fieldIdSchema, day: daySchema }),
  /** The number answered (fen for money) is at least this. */
  z.strictObject({ kind: z.literal('at-least'), field: fieldIdSchema, value: z.int() }),
  /** The option answered is one of these. */
  z.strictObject({ kind: z.literal('one-of'), field: fieldIdSchema, values: z.array(z.string()).min(1) }),
  /** The commitment is given. */
  z.strictObject({ kind: z.literal('committed'), field: fieldIdSchema }),
  /** The enterprise is registered with an office of the zone. */
  z.strictObject({ kind: z.literal('registered-in-zone') }),
  /** No machine can tell: an officer judges. */
  z.strictObject({ kind: z.literal('judged-by-officer') }),
]);

export const clauseSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  text: bilingualSchema,
  test: clauseTestSchema,
});
export type Clause = z.infer<typeof clauseSchema>;

/** How the amount follows from the answers; always computed, never typed. All money in fen. */
const amountFormulaSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fixed'), fen: fenSchema }),
  z.strictObject({
    kind: z.literal('share'),
    field: fieldIdSchema,
    percent: z.int().min(1).max(100),
    capFen: fenSchema,
  }),
]);

const workingDaysSchema = z.int().min(1).max(60);

/** One published version of a policy (政策). Published versions do not change; an application is pinned to one. */
export const policySchema = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/),
    version: z.int().min(1),
    /** The zone's own policy, or an illustrative one (示例) that says so in its title. */
    illustrative: z.boolean(),
    title: bilingualSchema,
    summary: bilingualSchema,
    authority: bilingualSchema,
    legalBasis: bilingualSchema,
    /** The period an enterprise may be awarded once in. */
    period: z.string().regex(/^\d{4}(-\d{2})?$/),
    /** Applications are taken from `opensAt` up to, not including, `closesAt`. */
    window: z.strictObject({ opensAt: instantSchema, closesAt: instantSchema }),
    fields: z.array(policyFieldSchema).min(1).max(40),
    clauses: z.array(clauseSchema).min(1).max(40),
    amount: amountFormulaSchema,
    /** The human stages in their order, each with its deadline in working days. */
    chain: z.array(z.strictObject({ stage: stageIdSchema, workingDays: workingDaysSchema })).min(1),
    /** Working days an enterprise has to correct what was returned. */
    correctionWorkingDays: workingDaysSchema,
  })
  .superRefine((policy, context) => {
    const known = new Map(policy.fields.map((field) => [field.id, field.kind]));
    const used = [
      ...policy.clauses.flatMap(({ test }) => ('field' in test ? [test.field] : [])),
      ...('field' in policy.amount ? [policy.amount.field] : []),
    ];
    for (const field of used) {
      if (!known.has(field)) context.addIssue({ code: 'custom', message: `unknown field ${field}` });
    }
    if (policy.amount.kind === 'share' && known.get(policy.amount.field) !== 'money') {
      context.addIssue({ code: 'custom', message: 'a share is of a money field' });
    }
    if (policy.illustrative !== policy.title.zh.includes('示例')) {
      context.addIssue({ code: 'custom', message: 'illustrative policies, and only they, say 示例' });
    }
  });
export type Policy = z.infer<typeof policySchema>;

/** Whether applications are taken at this moment. */
export function isOpen(policy: Pick<Policy, 'window'>, now: Date): boolean {
  const moment = now.getTime();
  return Date.parse(policy.window.opensAt) <= moment && moment < Date.parse(policy.window.closesAt);
}

/** The stage after `stage` in the policy's chain; undefined after the last. */
export function nextStage(policy: Pick<Policy, 'chain'>, stage: string) {
  const position = policy.chain.findIndex((link) => link.stage === stage);
  return policy.chain[position + 1];
}
