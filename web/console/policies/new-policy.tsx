import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { policyOperations } from '../../../contract/policies.ts';
import type { PolicyContent } from '../../../domain/subsidies/policy-draft.ts';
import { useWords } from '../../ui/react-language.ts';
import { api } from '../api.ts';
import { policyMessages } from '../messages/policy-messages.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { screenPaths } from '../screens.ts';

/** What every new policy starts with: illustrative until someone says otherwise, and the two stages of every chain. */
const blank: PolicyContent = {
  illustrative: true,
  chain: [
    { stage: 'officeAcceptance', workingDays: 3 },
    { stage: 'bureauReview', workingDays: 5 },
  ],
  noticeWorkingDays: 5,
  correctionWorkingDays: 10,
  appealWorkingDays: 15,
};

/** Starts the draft of a policy that does not exist yet. */
export function NewPolicy({ taken }: { taken: readonly string[] }) {
  const words = useWords(policyMessages);
  const navigate = useNavigate();
  const [id, setId] = useState('');
  const [checked, setChecked] = useState(false);
  const create = useMutation({
    mutationFn: () => api.savePolicyDraft({ params: { policyId: id }, body: { version: 0, content: blank } }),
    onSuccess: () => navigate(`${screenPaths.policies}/${id}`),
  });
  const wrong = !policyOperations.savePolicyDraft.params.safeParse({ policyId: id }).success
    ? words.newIdWrong
    : taken.includes(id) && words.newIdTaken;
  const error = checked && wrong;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (!wrong) return create.mutate();
    document.getElementById('new-policy')?.focus();
  };
  return (
    <section className="card" aria-labelledby="new-policy-title">
      <h2 id="new-policy-title">{words.newTitle}</h2>
      {create.isError && <ProblemNotice error={create.error} />}
      <form onSubmit={submit} noValidate>
        <label className="field" htmlFor="new-policy">
          {words.newId}
        </label>
        <input
          className="text-field"
          id="new-policy"
          value={id}
          maxLength={40}
          aria-invalid={Boolean(error)}
          aria-describedby="new-policy-hint"
          onChange={({ target }) => setId(target.value)}
        />
        <p id="new-policy-hint" className={error ? 'field-error' : 'quiet'}>
          {error || words.newHint}
        </p>
        <Button type="primary" htmlType="submit" loading={create.isPending}>
          {words.create}
        </Button>
      </form>
    </section>
  );
}
