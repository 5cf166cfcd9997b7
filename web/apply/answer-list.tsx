import type { ReactNode } from 'react';
import type { Answers } from '../../domain/subsidies/answers.ts';
import type { PolicyField } from '../../domain/subsidies/policy.ts';
import { answerText } from '../ui/answer-text.ts';
import { useLanguage, useWords } from '../ui/react-language.ts';
import { messages } from './messages.ts';

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
  const words = useWords(messages);
  return (
    <dl className="answers">
      {fields.map((field) => (
        <div key={field.id}>
          <dt>{field.label[language]}</dt>
          <dd>{answerText(field, answers[field.id], language, words)}</dd>
          {action && <dd className="action">{action(field)}</dd>}
        </div>
      ))}
    </dl>
  );
}
