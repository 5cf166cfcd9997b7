import type { Decision } from '../../../domain/subsidies/review.ts';
import { reasons } from '../../../domain/subsidies/review.ts';
import { formatMoment } from '../../ui/format.ts';
import { useLanguage, useWords } from '../../ui/react-language.ts';
import { domainWords } from '../../ui/words.ts';
import type { Review } from '../api.ts';
import { flagMessages } from '../messages/flag-messages.ts';
import { reviewMessages } from '../messages/review-messages.ts';
import { markablesOf } from './markable.ts';

const tones = { approve: 'good', return: 'warn', reject: 'bad' } as const;

/** Earlier decisions, the latest first, with their reasons and what was to be corrected. */
export function DecisionsPanel({ review }: { review: Review }) {
  const words = useWords(reviewMessages);
  const decisions = review.application.decisions.toReversed();
  const before = review.application.appeal?.decidedBefore ?? 0;
  return (
    <section className="card" aria-labelledby="decisions">
      <h2 id="decisions">{words.decisions}</h2>
      {decisions.length === 0 && <p className="quiet">{words.noDecisions}</p>}
      <ol className="decisions">
        {decisions.map((decision, index) => (
          <DecisionItem
            key={`${decision.stage} ${decision.visit}`}
            decision={decision}
            review={review}
            beforeAppeal={decisions.length - index <= before}
          />
        ))}
      </ol>
    </section>
  );
}

interface ItemProps {
  decision: Decision;
  review: Review;
  /** Whether it was taken before the appeal that is heard now. */
  beforeAppeal: boolean;
}

function DecisionItem({ decision, review, beforeAppeal }: ItemProps) {
  const flags = useWords(flagMessages);
  const words = useWords(reviewMessages);
  const { stages, results } = useWords(domainWords);
  const language = useLanguage();
  const { stage, outcome, reasonCode, note, corrections = [], cleared, byName, at, check } = decision;
  const labelOf = (id: string) =>
    markablesOf(review.policy).find((field) => field.id === id)?.label[language] ?? id;
  return (
    <li>
      <strong className={tones[outcome]}>{words.events[outcome]}</strong>
      {beforeAppeal && <span className="tag">{words.beforeAppeal}</span>}
      <span className="under">{words.decidedBy(stages[stage], byName, formatMoment(at, language))}</span>
      {check && (
        <span className="under">
          {words.checkedWhenOpened(
            results[check.result],
            review.policy.clauses
              .filter(({ id }) => check.failed.includes(id))
              .map(({ text }) => text[language])
              .join(language === 'zh' ? '；' : '; '),
          )}
        </span>
      )}
      {reasonCode && <p>{words.reasonIs(reasons[reasonCode][language])}</p>}
      {note && <p>{words.noteIs(note)}</p>}
      {cleared && <p className="quiet">{flags.cleared}</p>}
      {corrections.length > 0 && (
        <>
          <p>{words.corrections}</p>
          <ul>
            {corrections.map(({ field, note: wanted }) => (
              <li key={field}>{words.correction(labelOf(field), wanted)}</li>
            ))}
          </ul>
        </>
      )}
    </li>
  );
}

/** What happened to the application, oldest first. */
export function TimelinePanel({ review }: { review: Review }) {
  const words = useWords(reviewMessages);
  const { stages } = useWords(domainWords);
  const language = useLanguage();
  return (
    <section className="card" aria-labelledby="timeline">
      <h2 id="timeline">{words.timeline}</h2>
      <ol className="timeline">
        {review.timeline.map(({ at, event, stage }) => (
          <li key={`${at} ${event}`}>
            <time dateTime={at}>{formatMoment(at, language)}</time>
            <span>
              {stage && `${stages[stage]} · `}
              {words.events[event]}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
