import { ExclamationCircleFilled } from '@ant-design/icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link } from 'react-router';
import { formatReceiptCode } from '../../../domain/subsidies/receipt-code.ts';
import { stages } from '../../../domain/subsidies/review.ts';
import { officeName } from '../../../domain/zone/offices.ts';
import { formatDeadline, formatMoment } from '../../ui/format.ts';
import { useLanguage, useWords } from '../../ui/react-language.ts';
import { domainWords } from '../../ui/words.ts';
import { api, type ReviewTask } from '../api.ts';
import { pollPause } from '../attention.ts';
import { Loading } from '../loading.tsx';
import { escalationMessages } from '../messages/escalation-messages.ts';
import { PageTitle } from '../page-title.tsx';
import { ProblemNotice } from '../problem-notice.tsx';

/** The reviews that have missed a deadline (督办): of his unit for a head, all for the auditor. */
export default function EscalationsPage() {
  const words = useWords(escalationMessages);
  const list = useInfiniteQuery({
    queryKey: ['escalations'],
    queryFn: ({ pageParam, signal }) =>
      api.listEscalations({ query: pageParam ? { cursor: pageParam } : {} }, { signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: () => pollPause() * 5,
  });
  const tasks = list.data?.pages.flatMap((page) => page.tasks) ?? [];
  return (
    <>
      <PageTitle title={words.title} />
      <p className="quiet">{words.intro}</p>
      {list.isPending && <Loading rows={8} />}
      {list.isError && !list.data && <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.data && tasks.length === 0 && (
        <section className="empty">
          <h2>{words.empty}</h2>
          <p>{words.emptyHint}</p>
        </section>
      )}
      {tasks.length > 0 && (
        <EscalatedTasks tasks={tasks} count={`${tasks.length}${list.hasNextPage ? '+' : ''}`} />
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

function EscalatedTasks({ tasks, count }: { tasks: readonly ReviewTask[]; count: string }) {
  const words = useWords(escalationMessages);
  return (
    <table className="tasks">
      <caption className="hidden">{words.caption(count)}</caption>
      <thead>
        <tr>
          <th scope="col">{words.enterprise}</th>
          <th scope="col">{words.policy}</th>
          <th scope="col">{words.unit}</th>
          <th scope="col">{words.opened}</th>
          <th scope="col">{words.missed}</th>
          <th scope="col">{words.extended}</th>
          <th scope="col">{words.holder}</th>
        </tr>
      </thead>
      <tbody>
        {tasks.map((task) => (
          <EscalatedTask key={task.applicationId} task={task} />
        ))}
      </tbody>
    </table>
  );
}

function EscalatedTask({ task }: { task: ReviewTask }) {
  const words = useWords(escalationMessages);
  const language = useLanguage();
  const stageNames = useWords(domainWords).stages;
  const { applicationId, stage, officeId, claim } = task;
  return (
    <tr>
      <th scope="row">
        <Link to={`/reviews/${applicationId}`}>{task.enterpriseName}</Link>
        <span className="under code">{formatReceiptCode(applicationId)}</span>
      </th>
      <td data-label={words.policy}>{task.policyTitle[language]}</td>
      <td data-label={words.unit}>
        {stageNames[stage]}
        {stages[stage].ownAreaOnly && <span className="under">{officeName(officeId, language)}</span>}
      </td>
      <td data-label={words.opened}>{formatMoment(task.openedAt, language)}</td>
      <td data-label={words.missed}>
        <span className="sign bad">
          <ExclamationCircleFilled aria-hidden />
          {words.times(task.escalations)}
        </span>
      </td>
      <td data-label={words.extended}>{formatDeadline(task.dueAt, language)}</td>
      <td data-label={words.holder}>{claim?.byName ?? words.nobody}</td>
    </tr>
  );
}
