import { Button } from 'antd';
import { Link } from 'react-router';
import { formatReceiptCode } from '../../../domain/subsidies/receipt-code.ts';
import { formatMoment, formatRelative, formatYuan } from '../../ui/format.ts';
import { useLanguage, useWords } from '../../ui/react-language.ts';
import { domainWords } from '../../ui/words.ts';
import type { DecidedReview } from '../api.ts';
import { Loading } from '../loading.tsx';
import { deskMessages } from '../messages/desk-messages.ts';
import { queueMessages } from '../messages/queue-messages.ts';
import { reviewMessages } from '../messages/review-messages.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { CsvButton } from './csv-button.tsx';
import { useDecided } from './use-lists.ts';

const tones = { approve: 'good', return: 'warn', reject: 'bad' } as const;

/** What the officer decided (已办), newest first, with what became of it. */
export function DoneList() {
  const words = useWords(queueMessages);
  const desk = useWords(deskMessages);
  const list = useDecided();
  if (list.isPending) return <Loading rows={10} />;
  if (!list.data) return <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />;
  const reviews = list.data.pages.flatMap((page) => page.reviews);
  const readAt = list.data.pages[0]?.readAt ?? '';
  if (reviews.length === 0) {
    return (
      <div className="empty">
        <h2>{desk.emptyDone}</h2>
        <p>{desk.emptyDoneHint}</p>
      </div>
    );
  }
  return (
    <>
      <div className="list-tools">
        <CsvButton list="done" decided={reviews} />
      </div>
      <table className="tasks">
        <caption className="hidden">{desk.doneCaption}</caption>
        <thead>
          <tr>
            <th scope="col">{words.enterprise}</th>
            <th scope="col">{words.policy}</th>
            <th scope="col" className="number">
              {words.amount}
            </th>
            <th scope="col">{desk.decision}</th>
            <th scope="col">{desk.decidedAt}</th>
            <th scope="col">{desk.status}</th>
          </tr>
        </thead>
        <tbody>
          {reviews.map((review) => (
            <DoneRow key={`${review.applicationId} ${review.decision.at}`} review={review} readAt={readAt} />
          ))}
        </tbody>
      </table>
      {list.hasNextPage && (
        <p className="more">
          <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {words.more}
          </Button>
        </p>
      )}
    </>
  );
}

function DoneRow({ review, readAt }: { review: DecidedReview; readAt: string }) {
  const words = useWords(queueMessages);
  const desk = useWords(deskMessages);
  const { events } = useWords(reviewMessages);
  const { stages, statuses } = useWords(domainWords);
  const language = useLanguage();
  const { decision } = review;
  return (
    <tr>
      <th scope="row">
        <Link to={`/reviews/${review.applicationId}`}>{review.enterpriseName}</Link>
        <span className="under code">{formatReceiptCode(review.applicationId)}</span>
      </th>
      <td data-label={words.policy}>{review.policyTitle[language]}</td>
      <td data-label={words.amount} className="number">
        {formatYuan(review.amountFen)}
      </td>
      <td data-label={desk.decision}>
        <strong className={tones[decision.outcome]}>{events[decision.outcome]}</strong>
        <span className="under">{stages[decision.stage]}</span>
      </td>
      <td data-label={desk.decidedAt}>
        {formatMoment(decision.at, language)}
        <span className="under">{formatRelative(decision.at, readAt, language)}</span>
      </td>
      <td data-label={desk.status}>{statuses[review.status]}</td>
    </tr>
  );
}
