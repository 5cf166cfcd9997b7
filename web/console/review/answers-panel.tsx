import type { PolicyField } from '../../../domain/subsidies/policy.ts';
import type { Correction } from '../../../domain/subsidies/review.ts';
import { answerText } from '../../ui/answer-text.ts';
import { useLanguage, useWords } from '../../ui/react-language.ts';
import type { Review } from '../api.ts';
import { reviewMessages } from '../messages/review-messages.ts';
import { MarkControl } from './mark-control.tsx';
import type { Gap, VerdictDraft } from './verdict-draft.ts';
import { withMark } from './verdict-draft.ts';

interface Props {
  review: Review;
  draft: VerdictDraft;
  /** Whether fields can be marked now. */
  marking: boolean;
  gaps: readonly Gap[];
  onDraft: (draft: VerdictDraft) => void;
}

/** The answers, each with what it was before a correction, and a mark for what is to be corrected. */
export function AnswersPanel({ review, draft, marking, gaps, onDraft }: Props) {
  const words = useWords(reviewMessages);
  const { application, policy } = review;
  const asked = application.decisions.findLast(({ outcome }) => outcome === 'return')?.corrections ?? [];
  return (
    <section className="card" aria-labelledby="answers">
      <h2 id="answers">
        {words.answers} <span className="quiet">{words.revision(application.revision)}</span>
      </h2>
      <table className="answers">
        <caption className="hidden">{words.answersCaption}</caption>
        <thead className="hidden">
          <tr>
            <th scope="col">{words.question}</th>
            <th scope="col">{words.answer}</th>
          </tr>
        </thead>
        <tbody>
          {policy.fields.map((field) => (
            <AnswerRow
              key={field.id}
              field={field}
              review={review}
              asked={asked.find((correction) => correction.field === field.id)}
              mark={draft.marks[field.id]}
              marking={marking}
              lacksNote={gaps.some((gap) => gap.what === 'mark-note' && gap.field === field.id)}
              onMark={(note) => onDraft(withMark(draft, field.id, note))}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface RowProps {
  field: PolicyField;
  review: Review;
  asked: Correction | undefined;
  mark: string | undefined;
  marking: boolean;
  lacksNote: boolean;
  onMark: (note: string | undefined) => void;
}

function AnswerRow({ field, review, asked, mark, marking, lacksNote, onMark }: RowProps) {
  const words = useWords(reviewMessages);
  const language = useLanguage();
  const { answers, previousAnswers } = review;
  const label = field.label[language];
  const answer = answers[field.id];
  const before = previousAnswers?.[field.id];
  const corrected = previousAnswers !== undefined && before !== answer;
  const text = answerText(field, answer, language, words);
  return (
    <tr className={mark === undefined ? undefined : 'marked'}>
      <th scope="row">{label}</th>
      <td>
        {corrected ? (
          <>
            <del>
              <span className="hidden">{words.before}</span>
              {answerText(field, before, language, words)}
            </del>
            <ins>
              <span className="hidden">{words.now}</span>
              {text}
            </ins>
          </>
        ) : (
          <span className="answer">{text}</span>
        )}
        {asked && (
          <p className="under">
            {words.askedBefore}
            {asked.note}
          </p>
        )}
        {marking && (
          <MarkControl field={field.id} label={label} mark={mark} lacksNote={lacksNote} onMark={onMark} />
        )}
      </td>
    </tr>
  );
}
