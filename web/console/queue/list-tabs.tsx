import { Button } from 'antd';
import type { ResponseOf } from '../../../contract/routes.ts';
import { useWords } from '../../ui/react-language.ts';
import { deskMessages } from '../messages/desk-messages.ts';
import { queueMessages } from '../messages/queue-messages.ts';
import { type List, lists } from './view.ts';

interface Props {
  list: List;
  counts: ResponseOf<'countReviews'> | undefined;
  /** How many the officer holds. */
  mine: number;
  onChoose: (list: List) => void;
}

/** The officer's lists with how much is in each. */
export function ListTabs({ list, counts, mine, onChoose }: Props) {
  const words = useWords(queueMessages);
  const desk = useWords(deskMessages);
  const shown = (figure: { count: number; more: boolean } | undefined) =>
    figure ? `${figure.count}${figure.more ? '+' : ''}` : '…';
  const labels: Record<List, string> = {
    toDo: words.toDo(shown(counts?.toDo)),
    mine: words.mine(String(mine)),
    done: desk.done(shown(counts?.decidedToday)),
    watching: desk.watching(shown(counts?.watching)),
  };
  return (
    <fieldset className="tabs">
      <legend className="hidden">{words.tabs}</legend>
      {lists.map((each) => (
        <Button
          key={each}
          type={each === list ? 'primary' : 'default'}
          aria-pressed={each === list}
          onClick={() => onChoose(each)}
        >
          {labels[each]}
        </Button>
      ))}
    </fieldset>
  );
}
