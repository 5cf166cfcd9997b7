import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Modal, Radio } from 'antd';
import { useState } from 'react';
import { type ConflictReason, conflictReasons } from '../../../domain/subsidies/conflict.ts';
import { useLanguage, useWords } from '../../ui/react-language.ts';
import { api, type Review } from '../api.ts';
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

/** Declares a conflict of interest, by its ground; for good, so it is asked once more here. */
export function ConflictDialog({ review, onDone, onCancel }: Props) {
  const words = useWords(deskMessages);
  const language = useLanguage();
  const queries = useQueryClient();
  const { applicationId, version } = review.application;
  const [reasonCode, choose] = useState<ConflictReason>();
  const [asked, setAsked] = useState(false);
  const declare = useMutation({
    mutationFn: (ground: ConflictReason) =>
      api.declareConflict({ params: { applicationId }, body: { version, reasonCode: ground } }),
    onSuccess: () => onDone(words.conflictDone),
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: reviewKey(applicationId) }),
        queries.invalidateQueries({ queryKey: queueKey }),
      ]),
  });
  const confirm = () => {
    setAsked(true);
    if (reasonCode) declare.mutate(reasonCode);
  };
  const lacking = asked && !reasonCode;
  return (
    <Modal
      open
      title={words.conflictTitle}
      okText={words.conflictConfirm}
      cancelText={words.cancel}
      closable={{ 'aria-label': words.cancel }}
      okButtonProps={{ danger: true, loading: declare.isPending }}
      onOk={confirm}
      onCancel={onCancel}
    >
      <p>{words.conflictHint}</p>
      <fieldset className="reasons" aria-describedby={lacking ? 'ground-error' : undefined}>
        <legend>{words.conflictReason}</legend>
        {lacking && (
          <p id="ground-error" role="alert" className="field-error">
            {words.chooseReason}
          </p>
        )}
        <Radio.Group
          vertical
          name="ground"
          aria-label={words.conflictReason}
          value={reasonCode ?? null}
          onChange={({ target }) => choose(target.value as ConflictReason)}
          options={Object.entries(conflictReasons).map(([code, text]) => ({
            value: code,
            label: text[language],
          }))}
        />
      </fieldset>
      {declare.isError && <ProblemNotice error={declare.error} onRetry={confirm} />}
    </Modal>
  );
}
