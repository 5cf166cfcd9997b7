import * as z from 'zod';
import { daySchema } from '../time.ts';
import { bilingualSchema } from '../words.ts';

export const fieldIdSchema = z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/);

/** A condition on one answer, on the registry, or left to a person's judgement. */
const conditionSchemas = [
  /** The day answered is before this day. */
  z.strictObject({ kind: z.literal('before'), field: fieldIdSchema, day: daySchema }),
  /** The day answered is this day or later. */
  z.strictObject({ kind: z.literal('not-before'), field: fieldIdSchema, day: daySchema }),
  /** The number answered (fen for money) is at least this. */
  z.strictObject({ kind: z.literal('at-least'), field: fieldIdSchema, value: z.int() }),
  /** The number answered (fen for money) is at most this. */
  z.strictObject({ kind: z.literal('at-most'), field: fieldIdSchema, value: z.int() }),
  /** One number answered is at least so many per cent of another, e.g. workers kept of workers before. */
  z.strictObject({
    kind: z.literal('share-at-least'),
    field: fieldIdSchema,
    of: fieldIdSchema,
    percent: z.int().min(1).max(100),
  }),
  /** The option answered is one of these. */
  z.strictObject({ kind: z.literal('one-of'), field: fieldIdSchema, values: z.array(z.string()).min(1) }),
  /** The commitment is given. */
  z.strictObject({ kind: z.literal('committed'), field: fieldIdSchema }),
  /** The enterprise is registered with an office of the zone. */
  z.strictObject({ kind: z.literal('registered-in-zone') }),
  /** No machine can tell: an officer judges. */
  z.strictObject({ kind: z.literal('judged-by-officer') }),
] as const;

const conditionSchema = z.discriminatedUnion('kind', conditionSchemas);
export type Condition = z.infer<typeof conditionSchema>;

/** What a clause asks: a condition, or all or any of several criteria. */
export type Criterion = Condition | { kind: 'all' | 'any'; criteria: Criterion[] };

export const criterionSchema: z.ZodType<Criterion> = z
  .union([
    conditionSchema,
    z.strictObject({
      kind: z.enum(['all', 'any']),
      get criteria() {
        return z.array(criterionSchema).min(2).max(10);
      },
    }),
  ])
  .meta({ id: 'Criterion' });

/** A clause (条款) of a policy: its text, and what it asks. */
export const clauseSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  text: bilingualSchema,
  test: criterionSchema,
});

/** The questions a criterion rests on, each once. */
export function fieldsOf(criterion: Criterion): string[] {
  if ('criteria' in criterion) return [...new Set(criterion.criteria.flatMap(fieldsOf))];
  if (!('field' in criterion)) return [];
  return 'of' in criterion ? [criterion.field, criterion.of] : [criterion.field];
}
