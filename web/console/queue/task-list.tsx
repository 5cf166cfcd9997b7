import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import type { Actor } from '../../../domain/identity.ts';
import { useWords } from '../../ui/react-language.ts';
import { api, type ReviewTask } from '../api.ts';
import { Loading } from '../loading.tsx';
import { queueMessages } from '../messages/queue-messages.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { CsvButton } from './csv-button.tsx';
import { QueueFilters } from './queue-filters.tsx';
import { TaskTable } from './task-table.tsx';
import { queueKey, type useQueue } from './use-queue.ts';
import { useSelection } from './use-selection.ts';
import { isFiltered, tasksIn, type View } from './view.ts';

interface Props {
  person: Actor;
  queue: ReturnType<typeof useQueue>;
  /** The reviews of the list, before filters. */
  tasks: readonly ReviewTask[];
  view: View;
  onShow: (view: View) => void;
}

/** Reviews that wait: filtered, ordered, claimed one by one or decided together. */
export function TaskList({ person, queue, tasks: all, view, onShow }: Props) {
  const words = useWords(queueMessages);
  const queries = useQueryClient();
  const selection = useSelection(person.sub);
  const claim = useMutation({
    mutationFn: ({ applicationId, version }: ReviewTask) =>
      api.claimReview({ params: { applicationId }, body: { version } }),
    onSettled: () => queries.invalidateQueries({ queryKey: queueKey }),
  });
  if (queue.isPending) return <Loading rows={10} />;
  if (!queue.data) return <ProblemNotice error={queue.error} onRetry={() => void queue.refetch()} />;

  const tasks = tasksIn(view, all);
  const more = queue.hasNextPage && view.list === 'toDo' ? '+' : '';
  const count = `${tasks.length}${more}`;
  const policies = new Map(all.map(({ policyId, policyTitle }) => [policyId, policyTitle]));
  const versionNow = (id: string) => all.find(({ applicationId }) => applicationId === id)?.version;
  return (
    <>
      {claim.isError && <ProblemNotice error={claim.error} />}
      {queue.isRefetchError && <Alert className="notice" type="warning" showIcon title={words.stale} />}
      <div className="list-tools">
        <QueueFilters view={view} policies={policies} onChange={onShow} />
        <CsvButton list={view.list} tasks={tasks} />
      </div>
      <p role="status" className="hidden">
        {claim.isSuccess && claim.variables
          ? words.claimed(claim.variables.enterpriseName)
          : words.caption(count)}
      </p>
      {tasks.length > 0 ? (
        <TaskTable
          tasks={tasks}
          count={count}
          me={person.sub}
          readAt={queue.data.pages.at(-1)?.readAt ?? ''}
          claiming={claim.isPending ? claim.variables.applicationId : undefined}
          selection={selection}
          onClaim={claim.mutate}
        />
      ) : (
        <EmptyQueue view={view} onShow={onShow} />
      )}
      {more && (
        <p className="more">
          <Button loading={queue.isFetchingNextPage} onClick={() => void queue.fetchNextPage()}>
            {words.more}
          </Button>{' '}
          <span className="quiet">{words.moreExists}</span>
        </p>
      )}
      <BulkBar tasks={tasks.filter(selection.has)} versionNow={versionNow} onClear={selection.clear} />
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
          onClick={() => onShow({ list: view.list, overdue: false, unclaimed: false, order: view.order })}
        >
          {words.clearFilters}
        </Button>
      </div>
    );
  }
  const mine = view.list === 'mine';
  return (
    <div className="empty">
      <h2>{mine ? words.emptyMine : words.emptyToDo}</h2>
      <p>{mine ? words.emptyMineHint : words.emptyToDoHint}</p>
    </div>
  );
}
