import { StarFilled, StarOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import type { Actor } from '../../../domain/identity.ts';
import { isClosed } from '../../../domain/subsidies/application.ts';
import { conflictReasons } from '../../../domain/subsidies/conflict.ts';
import { formatMoment } from '../../ui/format.ts';
import { useLanguage, useWords } from '../../ui/react-language.ts';
import { api, type Review } from '../api.ts';
import { deskMessages } from '../messages/desk-messages.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { useWatched } from '../queue/use-lists.ts';
import { queueKey } from '../queue/use-queue.ts';
import { ConflictDialog } from './conflict-dialog.tsx';
import { HandOverDialog } from './hand-over-dialog.tsx';

interface Props {
  review: Review;
  person: Actor;
  /** Whether he holds the review now. */
  held: boolean;
}

/** What an officer can do with a review besides deciding it: watch it, hand it over, step back from it. */
export default function ReviewTools({ review, person, held }: Props) {
  const words = useWords(deskMessages);
  const language = useLanguage();
  const [open, setOpen] = useState<'hand-over' | 'conflict'>();
  const [said, say] = useState('');
  const { status, conflicts = [], waiting } = review.application;
  const mine = conflicts.some(({ by }) => by === person.sub);
  const handedBy = waiting?.claim?.by === person.sub ? waiting.claim.fromName : undefined;
  const done = (sentence: string) => {
    setOpen(undefined);
    say(sentence);
  };
  return (
    <section className="review-tools" aria-label={words.tools}>
      <WatchButton review={review} />
      {held && <Button onClick={() => setOpen('hand-over')}>{words.handOver}</Button>}
      {!mine && !isClosed(status) && <Button onClick={() => setOpen('conflict')}>{words.conflict}</Button>}
      {handedBy && <span className="quiet">{words.handedBy(handedBy)}</span>}
      {conflicts.map(({ by, byName, reasonCode, at }) => (
        <p key={by} className="warn">
          {words.conflictOf(byName, conflictReasons[reasonCode][language], formatMoment(at, language))}
        </p>
      ))}
      {said && <Alert role="status" type="success" showIcon title={said} />}
      {open === 'hand-over' && (
        <HandOverDialog review={review} onDone={done} onCancel={() => setOpen(undefined)} />
      )}
      {open === 'conflict' && (
        <ConflictDialog review={review} onDone={done} onCancel={() => setOpen(undefined)} />
      )}
    </section>
  );
}

function WatchButton({ review }: Pick<Props, 'review'>) {
  const words = useWords(deskMessages);
  const queries = useQueryClient();
  const { applicationId } = review.application;
  const list = useWatched();
  const watching = list.data?.pages.some((page) =>
    page.reviews.some((watched) => watched.applicationId === applicationId),
  );
  const watch = useMutation({
    mutationFn: (on: boolean) => api.watchReview({ params: { applicationId }, body: { watching: on } }),
    onSettled: () => queries.invalidateQueries({ queryKey: queueKey }),
  });
  return (
    <>
      <Button
        aria-pressed={watching ?? false}
        className="pressable"
        icon={watching ? <StarFilled aria-hidden /> : <StarOutlined aria-hidden />}
        loading={watch.isPending}
        disabled={!list.data}
        onClick={() => watch.mutate(!watching)}
      >
        {words.watch}
      </Button>
      {watch.isError && <ProblemNotice error={watch.error} />}
    </>
  );
}
