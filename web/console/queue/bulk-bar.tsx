import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { formatYuan } from '../../ui/format.ts';
import { useWords } from '../../ui/react-language.ts';
import type { ReviewTask } from '../api.ts';
import { deskMessages } from '../messages/desk-messages.ts';
import type { BulkVerdict } from './bulk.ts';

const BulkDialog = lazy(() => import('./bulk-dialog.tsx'));

interface Props {
  /** What is selected and still in the queue. */
  tasks: readonly ReviewTask[];
  versionNow: (applicationId: string) => number | undefined;
  onClear: () => void;
}

/** Stays at the foot of the page while something is selected: how much it is, and what can be done with it. */
export function BulkBar({ tasks, versionNow, onClear }: Props) {
  const words = useWords(deskMessages);
  // As it was when it was asked for: what is decided leaves the queue while the dialogue still shows it.
  const [asking, ask] = useState<{ outcome: BulkVerdict['outcome']; tasks: readonly ReviewTask[] }>();
  const sum = formatYuan(tasks.reduce((fen, { amountFen }) => fen + amountFen, 0));
  const close = () => {
    ask(undefined);
    onClear();
  };
  return (
    <>
      {tasks.length > 0 && (
        <section className="decision-bar" aria-label={words.bulkBar}>
          <div className="standing" role="status">
            <strong>{words.selected(tasks.length, sum)}</strong>
          </div>
          <div className="actions">
            <Button onClick={onClear}>{words.clearSelection}</Button>
            <Button danger onClick={() => ask({ outcome: 'reject', tasks })}>
              {words.bulk.reject}
            </Button>
            <Button type="primary" onClick={() => ask({ outcome: 'approve', tasks })}>
              {words.bulk.approve}
            </Button>
          </div>
        </section>
      )}
      {asking && (
        <Suspense fallback={null}>
          <BulkDialog {...asking} versionNow={versionNow} onClose={close} />
        </Suspense>
      )}
    </>
  );
}
