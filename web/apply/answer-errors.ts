import { fieldProblems } from '../../contract/fields.ts';
import { fieldReasonTexts } from '../../contract/problem.ts';
import type { FieldProblem } from '../../domain/errors.ts';
import { type Answers, completeAnswersSchema } from '../../domain/subsidies/answers.ts';
import type { Policy } from '../../domain/subsidies/policy.ts';
import type { Language } from '../../domain/words.ts';

/** What is wrong with a form, by field, in the words the API would use: the same schema checks both. */
export function answerErrors(
  policy: Pick<Policy, 'fields'>,
  answers: Answers,
  language: Language,
): Record<string, string> {
  const checked = completeAnswersSchema(policy).safeParse(answers, { reportInput: true });
  return checked.success ? {} : errorsByField(fieldProblems(checked.error.issues), language);
}

/** Refused fields of the API (`answers.<field>`) or of a check (`<field>`), as one message a field. */
export function errorsByField(
  problems: readonly (FieldProblem & { message?: string })[],
  language: Language,
): Record<string, string> {
  return Object.fromEntries(
    problems.map(({ path, reason, expected, message }) => [
      path.replace(/^answers\./, ''),
      message ?? [fieldReasonTexts[reason][language], expected].filter(Boolean).join(': '),
    ]),
  );
}
