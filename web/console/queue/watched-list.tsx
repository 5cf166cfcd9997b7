import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link } from 'react-router';
import { formatReceiptCode } from '../../../domain/subsidies/receipt-code.ts';
import { formatDeadline, formatMoment, formatRelative, formatYuan } from '../../ui/format.ts';
import { useLanguage, useWords } from '../../ui/react-language.ts';
import { domainWords } from '../../ui/words.ts';
import { api, type WatchedReview } from '../api.ts';
import { Loading } from '../loading.tsx';
import { deskMessages } from '../messages/desk-messages.ts';
import { queueMessages } from '../messages/queue-messages.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { CsvButton } from './csv-button.tsx';
import { useWatched } from './use-lists.ts';
import { queueKey } from './use-queue.ts';

/** The applications the officer watches (关注), as they are now. */
export function WatchedList() {
  const words = useWords(queueMessages);
  const desk = useWords(deskMessages);
  const queries = useQueryClient();
  const list = useWatched();
  const unwatch = useMutation({
    mutationFn: ({ applicationId }: WatchedReview) =>
      api.watchReview({ params: { applicationId }, body: { watching: false } }),
    onSettled: () => queries.invalidateQueries({ queryKey: queueKey }),
  });
  if (list.isPending) return <Loading rows={10} />;
  if (!list.data) return <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />;
  const reviews = list.data.pages.flatMap((page) => page.reviews);
  const readAt = list.data.pages[0]?.readAt ?? '';
  if (reviews.length === 0) {
    return (
      <div className="empty">
        <h2>{desk.emptyWatching}</h2>
        <p>{desk.emptyWatchingHint}</p>
      </div>
    );
  }
  return (
    <>
      {unwatch.isError && <ProblemNotice error={unwatch.error} />}
      <div className="list-tools">
        <CsvButton list="watching" watched={reviews} />
      </div>
      <table className="tasks">
        <caption className="hidden">{desk.watchingCaption}</caption>
        <thead>
          <tr>
            <th scope="col">{words.enterprise}</th>
            <th scope="col">{words.policy}</th>
            <th scope="col" className="number">
              {words.amount}
            </th>
            <th scope="col">{desk.status}</th>
            <th scope="col">{desk.waitsFor}</th>
            <th scope="col">{desk.updated}</th>
            <th scope="col">{desk.watch}</th>
          </tr>
        </thead>
        <tbody>
          {reviews.map((review) => (
            <WatchedRow
              key={review.applicationId}
              review={review}
              readAt={readAt}
              busy={unwatch.isPending && unwatch.variables.applicationId === review.applicationId}
              onUnwatch={() => unwatch.mutate(review)}
            />
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

function WatchedRow(props: { review: WatchedReview; readAt: string; busy: boolean; onUnwatch: () => void }) {
  const words = useWords(queueMessages);
  const desk = useWords(deskMessages);
  const { stages, statuses } = useWords(domainWords);
  const language = useLanguage();
  const { review, readAt, busy, onUnwatch } = props;
  const { waiting } = review;
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
      <td data-label={desk.status}>{statuses[review.status]}</td>
      <td data-label={desk.waitsFor}>
        {waiting ? stages[waiting.stage] : '—'}
        {waiting && <span className="under">{formatDeadline(waiting.dueAt, language)}</span>}
      </td>
      <td data-label={desk.updated}>
        {formatMoment(review.updatedAt, language)}
        <span className="under">{formatRelative(review.updatedAt, readAt, language)}</span>
      </td>
      <td data-label={desk.watch}>
        <Button
          size="small"
          loading={busy}
          aria-label={desk.unwatchOf(review.enterpriseName)}
          onClick={onUnwatch}
        >
          {desk.unwatch}
        </Button>
      </td>
    </tr>
  );
}
