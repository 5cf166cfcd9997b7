import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useSearchParams } from 'react-router';
import type { Actor } from '../../../domain/identity.ts';
import { useWords } from '../../ui/react-language.ts';
import { api, type ReviewTask } from '../api.ts';
import { Loading } from '../loading.tsx';
import { queueMessages } from '../messages/queue-messages.ts';
import { PageTitle } from '../page-title.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { DecisionDone } from '../review/decision-done.tsx';
import { QueueFilters } from './queue-filters.tsx';
import { TaskTable } from './task-table.tsx';
import { queueKey, useClaimed, useQueue } from './use-queue.ts';
import { isFiltered, searchOf, tasksIn, type View, viewOf } from './view.ts';

/** The officer's queue (待办). */
export default function QueuePage({ person }: { person: Actor }) {
  const words = useWords(queueMessages);
  const [search, setSearch] = useSearchParams();
  const view = viewOf(search);
  const show = (next: View) => setSearch(searchOf(next), { replace: true });
  const queries = useQueryClient();
  const queue = useQueue();
  const claimed = useClaimed(queue.hasNextPage);
  const claim = useMutation({
    mutationFn: ({ applicationId, version }: ReviewTask) =>
      api.claimReview({ params: { applicationId }, body: { version } }),
    onSettled: () => queries.invalidateQueries({ queryKey: queueKey }),
  });

  const loaded = queue.data?.pages.flatMap(({ tasks }) => tasks) ?? [];
  const mine = claimed.data ?? loaded.filter((task) => task.claim?.by === person.sub);
  const tasks = tasksIn(view, view.mine ? mine : loaded);
  const more = queue.hasNextPage ? '+' : '';
  const counts = { toDo: `${loaded.length}${more}`, mine: String(mine.length) };
  const policies = new Map(loaded.map(({ policyId, policyTitle }) => [policyId, policyTitle]));

  return (
    <>
      <PageTitle title={words.title}>
        <span className="quiet">{words.live}</span>
      </PageTitle>
      <DecisionDone />
      {queue.isPending && <Loading rows={10} />}
      {queue.isError && !queue.data && (
        <ProblemNotice error={queue.error} onRetry={() => void queue.refetch()} />
      )}
      {claim.isError && <ProblemNotice error={claim.error} />}
      {queue.data && (
        <>
          {queue.isRefetchError && <Alert className="notice" type="warning" showIcon title={words.stale} />}
          <QueueFilters view={view} policies={policies} counts={counts} onChange={show} />
          <p role="status" className="hidden">
            {claim.isSuccess && claim.variables
              ? words.claimed(claim.variables.enterpriseName)
              : words.caption(counts.toDo)}
          </p>
          {tasks.length > 0 ? (
            <TaskTable
              tasks={tasks}
              count={`${tasks.length}${more}`}
              me={person.sub}
              claiming={claim.isPending ? claim.variables.applicationId : undefined}
              onClaim={claim.mutate}
            />
          ) : (
            <EmptyQueue view={view} onShow={show} />
          )}
          {queue.hasNextPage && !view.mine && (
            <p className="more">
              <Button loading={queue.isFetchingNextPage} onClick={() => void queue.fetchNextPage()}>
                {words.more}
              </Button>{' '}
              <span className="quiet">{words.moreExists}</span>
            </p>
          )}
        </>
      )}
    </>
  );
}

function EmptyQueue({ view, onShow }: { view: View; onShow: (view: View) => void }) {
  const words = useWords(queueMessages);
  if (isFiltered(view)) {
    return (
      <div className="empty">
        <h2>{words.emptyFiltered}</h2>
        <Button
          onClick={() => onShow({ mine: view.mine, overdue: false, unclaimed: false, order: view.order })}
        >
          {words.clearFilters}
        </Button>
      </div>
    );
  }
  return (
    <div className="empty">
      <h2>{view.mine ? words.emptyMine : words.emptyToDo}</h2>
      <p>{view.mine ? words.emptyMineHint : words.emptyToDoHint}</p>
    </div>
  );
}
