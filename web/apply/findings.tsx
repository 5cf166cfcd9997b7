import { useLanguage, useWords } from '../ui/react-language.ts';
import { domainWords } from '../ui/words.ts';
import { readableAnswer } from './answer-list.tsx';
import type { FindingView, PolicyView } from './api.ts';
import { messages } from './messages.ts';

const marks = { pass: '✓', fail: '✕', 'needs-review': '?', unanswered: '…' } as const;

/** Each clause of a policy with what was found, the value that was looked at and where it came from. */
export function Findings({
  findings,
  policy,
}: {
  findings: readonly FindingView[];
  policy: Pick<PolicyView, 'clauses' | 'fields'>;
}) {
  const language = useLanguage();
  const words = useWords(messages);
  const terms = useWords(domainWords);
  return (
    <ul className="findings">
      {findings.map((finding) => (
        <li key={finding.clauseId} className={finding.result}>
          <span className="mark" aria-hidden="true">
            {marks[finding.result]}
          </span>
          <span>
            {finding.text[language]}
            <br />
            <strong>{terms.findings[finding.result]}</strong>{' '}
            {finding.value !== undefined && finding.source === 'answer' && (
              <span className="quiet">{words.value(shown(finding), terms.sources[finding.source])}</span>
            )}
          </span>
        </li>
      ))}
    </ul>
  );

  /** The value in the words of the question it answers. */
  function shown({ clauseId, value }: FindingView): string {
    const test = policy.clauses.find((clause) => clause.id === clauseId)?.test;
    const field = test && 'field' in test && policy.fields.find(({ id }) => id === test.field);
    return field ? readableAnswer(field, value, language) : String(value);
  }
}
