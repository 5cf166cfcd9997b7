import * as z from 'zod';
import { DomainError } from '../errors.ts';
import { fenSchema } from '../money.ts';
import { shanghaiDay } from '../time.ts';
import type { Policy, PolicyField } from './policy.ts';

/** Answers to a policy's questions by field id: text, day (`YYYY-MM-DD`), whole number, fen, or commitment. */
export const answersSchema = z.record(
  z.string().max(40),
  z.union([z.string().max(2000), z.number().min(-1e13).max(1e13), z.boolean()]),
);
export type Answers = z.infer<typeof answersSchema>;

/** The schema of one question's answer. */
export function answerSchema(field: PolicyField): z.ZodType {
  switch (field.kind) {
    case 'date':
      return z.iso.date().refine((day) => field.min <= day && day <= field.max, {
        error: 'not-an-option',
        params: { reason: 'not-an-option', expected: `${field.min} … ${field.max}` },
      });
    case 'integer':
      return z.int().min(field.min).max(field.max);
    case 'money':
      return fenSchema.min(field.minFen).max(field.maxFen);
    case 'text':
      return z.string().trim().min(field.minLength).max(field.maxLength);
    case 'choice':
      return z.enum(field.options.map((option) => option.value));
    case 'commitment':
      return z
        .boolean()
        .refine((given) => given, { error: 'must-be-accepted', params: { reason: 'must-be-accepted' } });
  }
}

/** The schema of a whole form: every question answered, nothing else. */
export function completeAnswersSchema(policy: Pick<Policy, 'fields'>) {
  return z.strictObject(Object.fromEntries(policy.fields.map((field) => [field.id, answerSchema(field)])));
}

/**
 * Refuses days that have not come yet: every date a form asks for is of something that has happened.
 * @throws DomainError `invalid-input` naming each such field
 */
export function assertNotInFuture(policy: Pick<Policy, 'fields'>, answers: Answers, now: Date): void {
  const today = shanghaiDay(now);
  const future = policy.fields.filter(
    (field) => field.kind === 'date' && String(answers[field.id] ?? '') > today,
  );
  if (future.length > 0) {
    throw new DomainError(
      'invalid-input',
      future.map((field) => ({
        path: `answers.${field.id}`,
        reason: 'date-in-future',
        expected: `≤ ${today}`,
      })),
    );
  }
}
