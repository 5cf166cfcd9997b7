import { seenTexts } from '../ui/answer-text.ts';
import { useLanguage, useWords } from '../ui/react-language.ts';
import { domainWords } from '../ui/words.ts';
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
  const evidence = (finding: FindingView) =>
    seenTexts(finding, policy, language, words)
      .map(({ source, text }) => words.value(text, terms.sources[source]))
      .join(' · ');
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
            <span className="quiet">{evidence(finding)}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
