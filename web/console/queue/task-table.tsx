import { useRef } from 'react';
import { useWords } from '../../ui/react-language.ts';
import type { ReviewTask } from '../api.ts';
import { deskMessages } from '../messages/desk-messages.ts';
import { queueMessages } from '../messages/queue-messages.ts';
import { useShortcuts } from '../shortcuts.ts';
import { TaskRow } from './task-row.tsx';
import type { Selection } from './use-selection.ts';
import { MOST_AT_ONCE } from './use-selection.ts';

interface Props {
  tasks: readonly ReviewTask[];
  count: string;
  me: string;
  readAt: string;
  claiming: string | undefined;
  selection: Selection;
  onClaim: (task: ReviewTask) => void;
}

/** The queue as a table; j and k move the focus through its links, Enter follows one, c claims, x selects. */
export function TaskTable({ tasks, count, me, readAt, claiming, selection, onClaim }: Props) {
  const words = useWords(queueMessages);
  const desk = useWords(deskMessages);
  const table = useRef<HTMLTableElement>(null);
  const focused = () => tasks.findIndex(({ applicationId }) => applicationId === focusedTask(table.current));
  const move = (step: 1 | -1) => {
    const from = focused();
    const to = from < 0 ? 0 : Math.min(Math.max(from + step, 0), tasks.length - 1);
    table.current?.querySelector<HTMLElement>(`[data-task="${tasks[to]?.applicationId}"]`)?.focus();
  };
  const selectable = tasks.filter(selection.canSelect).slice(0, MOST_AT_ONCE);
  const allSelected = selectable.length > 0 && selectable.every(selection.has);
  useShortcuts({
    j: () => move(1),
    k: () => move(-1),
    c: () => {
      const task = tasks[focused()];
      if (task && !task.claim) onClaim(task);
    },
    x: () => {
      const task = tasks[focused()];
      if (task && selection.canSelect(task)) selection.select([task], !selection.has(task));
    },
  });
  return (
    <table className="tasks" ref={table}>
      <caption className="hidden">{words.caption(count)}</caption>
      <thead>
        <tr>
          <th scope="col">
            <input
              type="checkbox"
              className="select"
              aria-label={desk.selectAll(selectable.length)}
              title={desk.selectAll(selectable.length)}
              disabled={selectable.length === 0}
              checked={allSelected}
              onChange={({ target }) => selection.select(selectable, target.checked)}
            />
          </th>
          <th scope="col">{words.enterprise}</th>
          <th scope="col">{words.policy}</th>
          <th scope="col" className="number">
            {words.amount}
          </th>
          <th scope="col">{words.stage}</th>
          <th scope="col">{words.submitted}</th>
          <th scope="col">{words.due}</th>
          <th scope="col">{words.holder}</th>
        </tr>
      </thead>
      <tbody>
        {tasks.map((task) => (
          <TaskRow
            key={task.applicationId}
            task={task}
            me={me}
            readAt={readAt}
            claiming={claiming === task.applicationId}
            selection={selection}
            onClaim={onClaim}
          />
        ))}
      </tbody>
    </table>
  );
}

/** The review whose row holds the focus. */
function focusedTask(table: HTMLTableElement | null): string | undefined {
  const row = document.activeElement?.closest('tr');
  if (!row || !table?.contains(row)) return undefined;
  return row.querySelector<HTMLElement>('[data-task]')?.dataset['task'];
}
