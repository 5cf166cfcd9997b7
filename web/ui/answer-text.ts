import type { Answers } from '../../domain/subsidies/answers.ts';
import type { Finding } from '../../domain/subsidies/eligibility.ts';
import type { Policy, PolicyField } from '../../domain/subsidies/policy.ts';
import type { Language } from '../../domain/words.ts';
import { officeName } from '../../domain/zone/offices.ts';
import { formatDay, formatYuan } from './format.ts';

/** The words an answer needs beside those of its policy. */
export interface AnswerWords {
  unanswered: string;
  yes: string;
  no: string;
}

/** An answer as its reader says it: money in yuan, days, units and options in words. */
export function answerText(
  field: PolicyField,
  answer: Answers[string] | undefined,
  language: Language,
  words: AnswerWords,
): string {
  if (answer === undefined || answer === '') return words.unanswered;
  switch (field.kind) {
    case 'date':
      return formatDay(String(answer), language);
    case 'integer': {
      const unit = field.unit ? ` ${field.unit[language]}` : '';
      return `${Number(answer).toLocaleString('en')}${unit}`;
    }
    case 'money':
      return formatYuan(Number(answer));
    case 'choice':
      return field.options.find(({ value }) => value === answer)?.label[language] ?? String(answer);
    case 'commitment':
      return answer === true ? words.yes : words.no;
    case 'text':
      return String(answer);
  }
}

/** The value a finding looked at, as its reader says it; undefined where it looked at none. */
export function findingText(
  { clauseId, source, value }: Finding,
  policy: Pick<Policy, 'clauses' | 'fields'>,
  language: Language,
  words: AnswerWords,
): string | undefined {
  if (value === undefined) return undefined;
  if (source === 'registry') return officeName(String(value), language);
  const test = policy.clauses.find(({ id }) => id === clauseId)?.test;
  const field = test && 'field' in test ? policy.fields.find(({ id }) => id === test.field) : undefined;
  return field ? answerText(field, value, language, words) : String(value);
}
