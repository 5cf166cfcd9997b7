import type { Answers } from '../../domain/subsidies/answers.ts';
import type { Finding, Seen } from '../../domain/subsidies/eligibility.ts';
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

/** The values a finding looked at, as its reader says them; with several, each behind its question. None seen: none. */
export function seenTexts(
  { seen }: Pick<Finding, 'seen'>,
  policy: Pick<Policy, 'fields'>,
  language: Language,
  words: AnswerWords,
): { source: Seen['source']; text: string }[] {
  const answers = seen.filter(({ field }) => field !== undefined).length;
  return seen.flatMap(({ source, field: fieldId, value }): { source: Seen['source']; text: string }[] => {
    if (value === undefined) return [];
    if (source === 'registry') return [{ source, text: officeName(String(value), language) }];
    const field = policy.fields.find(({ id }) => id === fieldId);
    if (!field) return [{ source, text: String(value) }];
    const text = answerText(field, value, language, words);
    return [{ source, text: answers > 1 ? `${field.label[language]} ${text}` : text }];
  });
}
