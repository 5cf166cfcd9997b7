import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Modal } from 'antd';
import { useState } from 'react';
import type { Actor } from '../../../domain/identity.ts';
import { formatMoment } from '../../ui/format.ts';
import { useLanguage, useWords } from '../../ui/react-language.ts';
import { api, type PolicyDraftView } from '../api.ts';
import { policyMessages } from '../messages/policy-messages.ts';
import { ProblemNotice } from '../problem-notice.tsx';

interface Props {
  draft: PolicyDraftView;
  person: Actor;
  /** Whether everything typed is stored, complete, and different from the version in force. */
  ready: boolean;
  nothingNew: boolean;
  onDone: (draft: PolicyDraftView) => void;
}

type Act = 'proposePolicy' | 'withdrawProposal' | 'publishPolicy';

/** From draft to version: one proposes, another publishes. */
export function Publication({ draft, person, ready, nothingNew, onDone }: Props) {
  const words = useWords(policyMessages);
  const language = useLanguage();
  const [asking, ask] = useState(false);
  const { policyId, version, state, proposed, edited, nextVersion, published } = draft;
  const act = useMutation({
    mutationFn: (name: Act) => api[name]({ params: { policyId }, body: { version } }),
    onSuccess: onDone,
    onSettled: () => ask(false),
  });
  const mine = [proposed?.by, edited?.by].includes(person.sub);
  return (
    <section className="card" aria-labelledby="publication">
      <h2 id="publication">{words.publishTitle}</h2>
      {act.isError && <ProblemNotice error={act.error} />}
      {state === 'published' && act.isSuccess && published && (
        <Alert
          className="notice"
          role="status"
          type="success"
          showIcon
          title={words.publishedNow(published.policy.version)}
        />
      )}
      {state !== 'proposed' && (
        <>
          <p className="quiet">{nothingNew ? words.nothingNew : words.proposeHint}</p>
          <Button
            type="primary"
            disabled={!ready || nothingNew}
            loading={act.isPending}
            onClick={() => act.mutate('proposePolicy')}
          >
            {words.propose}
          </Button>
        </>
      )}
      {state === 'proposed' && proposed && (
        <>
          <p>{words.proposedBy(proposed.byName, formatMoment(proposed.at, language))}</p>
          {mine && <p className="warn">{words.ownProposal}</p>}
          <p className="part-buttons">
            {!mine && (
              <Button type="primary" onClick={() => ask(true)}>
                {words.publish(nextVersion)}
              </Button>
            )}
            <Button loading={act.isPending} onClick={() => act.mutate('withdrawProposal')}>
              {words.withdraw}
            </Button>
          </p>
        </>
      )}
      <Modal
        open={asking}
        title={words.publish(nextVersion)}
        okText={words.publishYes}
        cancelText={words.cancel}
        confirmLoading={act.isPending}
        onOk={() => act.mutate('publishPolicy')}
        onCancel={() => ask(false)}
      >
        <p>{words.publishSure}</p>
      </Modal>
    </section>
  );
}
