import { useSearchParams } from 'react-router';
import type { Actor } from '../../../domain/identity.ts';
import { useWords } from '../../ui/react-language.ts';
import { deskMessages } from '../messages/desk-messages.ts';
import { queueMessages } from '../messages/queue-messages.ts';
import { PageTitle } from '../page-title.tsx';
import { DecisionDone } from '../review/decision-done.tsx';
import { DoneList } from './done-list.tsx';
import { ListTabs } from './list-tabs.tsx';
import { TaskList } from './task-list.tsx';
import { useCounts } from './use-lists.ts';
import { useClaimed, useQueue } from './use-queue.ts';
import { searchOf, type View, viewOf } from './view.ts';
import { WatchedList } from './watched-list.tsx';

/** An officer's lists: his queue (待办), what he claimed, decided and watches. */
export default function QueuePage({ person }: { person: Actor }) {
  const words = useWords(queueMessages);
  const desk = useWords(deskMessages);
  const [search, setSearch] = useSearchParams();
  const view = viewOf(search);
  const show = (next: View) => setSearch(searchOf(next), { replace: true });
  const queue = useQueue();
  const claimed = useClaimed(queue.hasNextPage);
  const counts = useCounts();
  const loaded = queue.data?.pages.flatMap(({ tasks }) => tasks) ?? [];
  const mine = claimed.data ?? loaded.filter((task) => task.claim?.by === person.sub);
  return (
    <>
      <PageTitle title={desk.titles[view.list]}>
        <span className="quiet">{words.live}</span>
      </PageTitle>
      <DecisionDone />
      <ListTabs
        list={view.list}
        counts={counts.data}
        mine={mine.length}
        onChoose={(list) => show({ ...view, list })}
      />
      {view.list === 'done' && <DoneList />}
      {view.list === 'watching' && <WatchedList />}
      {(view.list === 'toDo' || view.list === 'mine') && (
        <TaskList
          key={view.list}
          person={person}
          queue={queue}
          tasks={view.list === 'mine' ? mine : loaded}
          view={view}
          onShow={show}
        />
      )}
    </>
  );
}
