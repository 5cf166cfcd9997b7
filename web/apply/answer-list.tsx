import type { ReactNode } from 'react';
import type { Answers } from '../../domain/subsidies/answers.ts';
import type { PolicyField } from '../../domain/subsidies/policy.ts';
import type { Language } from '../../domain/words.ts';
import { formatDay, formatYuan } from '../ui/format.ts';
import { useLanguage, useWords } from '../ui/react-language.ts';
import { messages } from './messages.ts';

/** An answer as a person reads it. */
export function readableAnswer(
  field: PolicyField,
  answer: Answers[string] | undefined,
  language: Language,
): string {
  const words = messages[language];
  if (answer === undefined) return words.unanswered;
  if (typeof answer === 'boolean') return answer ? words.yes : words.no;
  switch (field.kind) {
    case 'money':
      return typeof answer === 'number' ? formatYuan(answer) : answer;
    case 'integer':
      return [answer.toLocaleString(), field.unit?.[language]].filter(Boolean).join(' ');
    case 'date':
      return formatDay(String(answer), language);
    case 'choice':
      return field.options.find((option) => option.value === answer)?.label[language] ?? String(answer);
    default:
      return String(answer);
  }
}

/** All questions with their answers, one under the other. */
export function AnswerList({
  fields,
  answers,
  action,
}: {
  fields: readonly PolicyField[];
  answers: Answers;
  /** What stands behind each answer, e.g. a link to change it. */
  action?: (field: PolicyField) => ReactNode;
}) {
  const language = useLanguage();
  useWords(messages);
  return (
    <dl className="answers">
      {fields.map((field) => (
        <div key={field.id}>
          <dt>{field.label[language]}</dt>
          <dd>{readableAnswer(field, answers[field.id], language)}</dd>
          {action && <dd className="action">{action(field)}</dd>}
        </div>
      ))}
    </dl>
  );
}
