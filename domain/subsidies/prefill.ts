import type { ProfileFacts } from '../enterprises/profile.ts';
import { type Answers, answerSchema } from './answers.ts';
import type { PolicyField } from './policy.ts';

/**
 * What the profile gives for a question that says so.
 * @returns undefined where the question does not, or the profile's value is none of its answers
 */
export function profileAnswer(field: PolicyField, facts: ProfileFacts): Answers[string] | undefined {
  if (!('fromProfile' in field) || field.fromProfile === undefined) return undefined;
  const fact = facts[field.fromProfile];
  return fact !== undefined && answerSchema(field).safeParse(fact).success ? fact : undefined;
}

/** The answers that the profile gives to a policy's questions: a form starts with them, and nothing is asked twice. */
export function prefilledAnswers(
  { fields }: { fields: readonly PolicyField[] },
  facts: ProfileFacts,
): Answers {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const answer = profileAnswer(field, facts);
      return answer === undefined ? [] : [[field.id, answer]];
    }),
  );
}
