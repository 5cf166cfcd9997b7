import { formatMoment } from '../../ui/format.ts';
import { useLanguage, useWords } from '../../ui/react-language.ts';
import { domainWords } from '../../ui/words.ts';
import type { Review } from '../api.ts';
import { reviewMessages } from '../messages/review-messages.ts';

/** How long the application has been at each stage, and with whom. */
export function StageTimesPanel({ review: { stageTimes } }: { review: Review }) {
  const words = useWords(reviewMessages);
  const { stages, outcomes } = useWords(domainWords);
  const language = useLanguage();
  if (stageTimes.length === 0) return null;
  return (
    <section className="card" aria-labelledby="stage-times">
      <h2 id="stage-times">{words.stageTimes}</h2>
      <ol className="timeline">
        {stageTimes.map((time) => (
          <li key={`${time.stage} ${time.visit}`}>
            <time dateTime={time.openedAt}>{formatMoment(time.openedAt, language)}</time>
            <span>
              {stages[time.stage]} · {words.timeUsed(time.workingDays, time.hours)}
              <span className="under">
                {[
                  time.outcome ? outcomes[time.outcome] : words.stageOpen,
                  time.byName ?? words.heldByNobody,
                  ...(time.escalations > 0 ? [words.missedDeadlines(time.escalations)] : []),
                ].join(' · ')}
              </span>
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
