import { Button } from 'antd';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useLanguage, useWords } from '../../ui/react-language.ts';
import { Loading } from '../loading.tsx';
import { trailMessages } from '../messages/trail-messages.ts';
import { PageTitle } from '../page-title.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { screenPaths } from '../screens.ts';
import { ChainNotice } from './chain-notice.tsx';
import { EventTable } from './event-table.tsx';
import { eventWords } from './event-words.ts';
import { type Order, useChainState, useEvents } from './use-trail.ts';

/** The trail of one record: every event in words, and the chain checked in this browser. */
export default function RecordPage() {
  const words = useWords(trailMessages);
  const language = useLanguage();
  const [search] = useSearchParams();
  const entity = search.get('entity') ?? '';
  const [order, setOrder] = useState<Order>('oldest');
  const list = useEvents(entity, order);
  const events = list.data?.pages.flatMap((page) => page.events) ?? [];
  const toEnd = order === 'newest' || !list.hasNextPage;
  const chain = useChainState(entity, events, list.data?.pages[0]?.head, toEnd);
  const { kind, id } = eventWords(language).record(entity);
  const applicationId = /^APPLICATION#(\w+)$/.exec(entity)?.[1];
  return (
    <>
      <p className="back">
        <Link to={screenPaths.trail}>← {words.back}</Link>
      </p>
      <PageTitle title={`${kind} ${id}`}>
        {applicationId && <Link to={`/reviews/${applicationId}`}>{words.openReview}</Link>}
      </PageTitle>
      {list.isPending && <Loading />}
      {list.isError && <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />}
      {events.length > 0 && (
        <>
          <ChainNotice state={chain.data} />
          <div className="day-bar">
            <label htmlFor="order">{words.order}</label>
            <select id="order" value={order} onChange={({ target }) => setOrder(target.value as Order)}>
              <option value="oldest">{words.oldestFirst}</option>
              <option value="newest">{words.newestFirst}</option>
            </select>
          </div>
          <EventTable
            events={events}
            count={`${events.length}${list.hasNextPage ? '+' : ''}`}
            brokenAt={chain.data?.state === 'broken' ? chain.data.seq : undefined}
          />
        </>
      )}
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
