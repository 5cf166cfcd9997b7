import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Modal, Radio } from 'antd';
import { useState } from 'react';
import { formatDay } from '../../ui/format.ts';
import { useLanguage, useWords } from '../../ui/react-language.ts';
import { api, type Review } from '../api.ts';
import { Loading } from '../loading.tsx';
import { deskMessages } from '../messages/desk-messages.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { queueKey } from '../queue/use-queue.ts';
import { reviewKey } from './use-review.ts';

interface Props {
  review: Review;
  /** @param sentence what was done */
  onDone: (sentence: string) => void;
  onCancel: () => void;
}

/** Hands a held review to a colleague of the queue. */
export function HandOverDialog({ review, onDone, onCancel }: Props) {
  const words = useWords(deskMessages);
  const language = useLanguage();
  const queries = useQueryClient();
  const { applicationId, version } = review.application;
  const params = { applicationId };
  const [to, choose] = useState<string>();
  const [asked, setAsked] = useState(false);
  const list = useQuery({
    queryKey: ['colleagues', applicationId],
    queryFn: ({ signal }) => api.listColleagues({ params }, { signal }),
    staleTime: 0,
  });
  const colleagues = list.data?.colleagues ?? [];
  const chosen = colleagues.find(({ sub }) => sub === to);
  const handOver = useMutation({
    mutationFn: (sub: string) => api.handOverReview({ params, body: { version, to: sub } }),
    onSuccess: () => onDone(words.handedOver(chosen?.name ?? '')),
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: reviewKey(applicationId) }),
        queries.invalidateQueries({ queryKey: queueKey }),
      ]),
  });
  const confirm = () => {
    setAsked(true);
    if (chosen) handOver.mutate(chosen.sub);
  };
  return (
    <Modal
      open
      title={words.handOverTitle}
      okText={words.handOverConfirm}
      cancelText={words.cancel}
      closable={{ 'aria-label': words.cancel }}
      okButtonProps={{ loading: handOver.isPending, disabled: colleagues.length === 0 }}
      onOk={confirm}
      onCancel={onCancel}
    >
      <p>{words.handOverHint}</p>
      {list.isPending && <Loading rows={3} />}
      {list.isError && <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.data && colleagues.length === 0 && <p>{words.noColleagues}</p>}
      {colleagues.length > 0 && (
        <fieldset className="reasons" aria-describedby={asked && !chosen ? 'colleague-error' : undefined}>
          <legend>{words.colleague}</legend>
          {asked && !chosen && (
            <p id="colleague-error" role="alert" className="field-error">
              {words.chooseColleague}
            </p>
          )}
          <Radio.Group
            vertical
            name="colleague"
            aria-label={words.colleague}
            value={to ?? null}
            onChange={({ target }) => choose(target.value as string)}
            options={colleagues.map(({ sub, name, seenOn }) => ({
              value: sub,
              label: (
                <>
                  {name} <span className="quiet">{words.seenOn(formatDay(seenOn, language))}</span>
                </>
              ),
            }))}
          />
        </fieldset>
      )}
      {handOver.isError && <ProblemNotice error={handOver.error} onRetry={confirm} />}
    </Modal>
  );
}
