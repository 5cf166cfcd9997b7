import {
  CheckCircleFilled,
  CloseCircleFilled,
  ExclamationCircleFilled,
  QuestionCircleFilled,
} from '@ant-design/icons';
import type { Finding } from '../../../domain/subsidies/eligibility.ts';
import { seenTexts } from '../../ui/answer-text.ts';
import { useLanguage, useWords } from '../../ui/react-language.ts';
import { domainWords } from '../../ui/words.ts';
import type { Review } from '../api.ts';
import { reviewMessages } from '../messages/review-messages.ts';

const signs = {
  pass: { tone: 'good', icon: <CheckCircleFilled aria-hidden /> },
  fail: { tone: 'bad', icon: <CloseCircleFilled aria-hidden /> },
  'needs-review': { tone: 'warn', icon: <ExclamationCircleFilled aria-hidden /> },
  unanswered: { tone: 'warn', icon: <QuestionCircleFilled aria-hidden /> },
} as const satisfies Record<Finding['result'], object>;

/** What was found about each clause, on which value, from where. */
export function FindingsPanel({ review: { findings, policy } }: { review: Review }) {
  const words = useWords(reviewMessages);
  const results = useWords(domainWords).findings;
  const language = useLanguage();
  return (
    <section className="card" aria-labelledby="findings">
      <h2 id="findings">{words.findings}</h2>
      <ul className="findings">
        {findings.map((finding) => {
          const { tone, icon } = signs[finding.result];
          const values = seenTexts(finding, policy, language, words);
          const sources = new Set(finding.seen.map(({ source }) => words.sources[source]));
          return (
            <li key={finding.clauseId}>
              <span className={`sign ${tone}`}>
                {icon} {results[finding.result]}
              </span>
              <span>
                {finding.text[language]}
                <span className="under">{[...values.map(({ text }) => text), ...sources].join(' · ')}</span>
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
