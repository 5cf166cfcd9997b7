import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { evidencePath } from '../../domain/subsidies/evidence.ts';
import type { PolicyField } from '../../domain/subsidies/policy.ts';
import { profileAnswer } from '../../domain/subsidies/prefill.ts';
import { formatMoment } from '../ui/format.ts';
import { useLanguage, useWords } from '../ui/react-language.ts';
import { AnswerControl, controlId } from './answer-control.tsx';
import { answerErrors } from './answer-errors.ts';
import { session } from './api.ts';
import { type SaveState, useDraft } from './draft.ts';
import { evidenceMessages } from './evidence-messages.ts';
import { EvidenceSection, evidenceErrors } from './evidence-section.tsx';
import { messages } from './messages.ts';
import { Page, Problem, Skeleton } from './page.tsx';
import { usePolicy } from './policy-query.ts';
import { profileMessages } from './profile-messages.ts';
import { useProfile } from './profile-query.ts';
import { answerOf, answersOf } from './typed-answers.ts';
import { useUploads } from './uploads.ts';

/** The form of a policy: its questions with their states, saved as typed; checked as a whole before the next page. */
export function FormPage({ policyId }: { policyId: string }) {
  const words = useWords(messages);
  const language = useLanguage();
  const [, go] = useLocation();
  const { data: policy, error } = usePolicy(policyId);
  const profile = useProfile();
  const facts = profile.isFetched ? (profile.data?.facts ?? {}) : undefined;
  const { typed, state, change, save, saveShown, settle } = useDraft(policyId, policy?.fields, facts);
  const sources = useWords(profileMessages);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const uploads = useUploads(policyId);
  const evidenceWords = useWords(evidenceMessages);
  if (error)
    return (
      <Page title={words.start}>
        <Problem error={error} />
      </Page>
    );
  if (!policy || state.is === 'loading')
    return (
      <Page title={words.start}>
        <Skeleton />
      </Page>
    );
  if (!session.person()) {
    return (
      <Page title={words.start}>
        <button type="button" className="main" onClick={() => session.signIn()}>
          {words.signInToApply}
        </button>
      </Page>
    );
  }
  const answered = policy.fields.filter(
    (field) => typed[field.id] !== undefined && typed[field.id] !== '' && typed[field.id] !== false,
  );
  const noteOf = (field: PolicyField) => {
    const stated = profileAnswer(field, facts ?? {});
    if (stated === undefined || typed[field.id] === undefined) return undefined;
    return answerOf(field, typed[field.id]) === stated ? sources.fromProfile : sources.otherThanProfile;
  };
  const next = async () => {
    const found = {
      ...answerErrors(policy, answersOf(policy.fields, typed), language),
      ...evidenceErrors(policy.evidence, uploads, language, evidenceWords),
    };
    setErrors(found);
    const safe = await saveShown();
    if (safe && Object.keys(found).length === 0) go(`/policies/${policyId}/check`);
  };
  const asked = [
    ...policy.fields.map(({ id, label }) => ({ id, label: label[language] })),
    ...policy.evidence.map(({ id, label }) => ({ id: evidencePath(id), label: label[language] })),
  ];
  const summary = asked.flatMap(({ id, label }) => {
    const message = errors[id];
    return message ? [{ id: controlId(id), message: words.labelled(label, message) }] : [];
  });
  return (
    <Page title={words.formTitle(policy.title[language])} errors={summary}>
      <p className="quiet">{words.progress(answered.length, policy.fields.length)}</p>
      <progress
        max={policy.fields.length}
        value={answered.length}
        aria-label={words.progress(answered.length, policy.fields.length)}
      />
      <SaveNotice state={state} onSettle={settle} onAgain={save} />
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          next();
        }}
      >
        {policy.fields.map((field) => (
          <AnswerControl
            key={field.id}
            field={field}
            value={typed[field.id]}
            error={errors[field.id]}
            note={noteOf(field)}
            onChange={(value) => change(field.id, value)}
          />
        ))}
        <EvidenceSection pieces={policy.evidence} uploads={uploads} errors={errors} />
        <Problem error={uploads.error} />
        <button type="submit" className="main">
          {words.toCheck}
        </button>{' '}
        <Link href={`/policies/${policyId}`}>{words.back}</Link>
      </form>
    </Page>
  );
}

function SaveNotice({
  state,
  onSettle,
  onAgain,
}: {
  state: SaveState;
  onSettle: (take: 'theirs' | 'mine') => void;
  onAgain: () => void;
}) {
  const words = useWords(messages);
  const language = useLanguage();
  if (state.is === 'conflict') {
    return (
      <div className="problem" role="alert">
        <p>{words.conflict}</p>
        <button type="button" onClick={() => onSettle('theirs')}>
          {words.conflictTake}
        </button>{' '}
        <button type="button" onClick={() => onSettle('mine')}>
          {words.conflictKeep}
        </button>
      </div>
    );
  }
  if (state.is === 'not-saved') return <Problem error={state.error} onAgain={onAgain} />;
  return (
    <p className="quiet" role="status">
      {state.is === 'saving'
        ? words.saving
        : state.is === 'saved'
          ? words.saved(formatMoment(state.at, language))
          : ''}
    </p>
  );
}
