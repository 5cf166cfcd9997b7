import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { ProblemError } from '../../contract/client-errors.ts';
import { formatDay, formatDeadline } from '../ui/format.ts';
import { useLanguage, useWords } from '../ui/react-language.ts';
import { type ApplicationView, api } from './api.ts';
import { messages } from './messages.ts';
import { Problem } from './page.tsx';

/** Characters of a reason, at least and at most (domain/subsidies/appeal.ts). */
const REASON = { min: 10, max: 1000 };

/** An appeal (申诉): until when it may be made, or what became of it; nothing where neither is so. */
export function AppealSection({ application }: { application: ApplicationView }) {
  const words = useWords(messages);
  const language = useLanguage();
  const { appeal, appealableUntil, status } = application;
  if (!appeal && !appealableUntil) return null;
  const say =
    status === 'approved'
      ? words.appealGranted
      : status === 'rejected'
        ? words.appealDenied
        : words.appealOpen;
  return (
    <section aria-labelledby="appeal">
      <h2 id="appeal">{words.appealTitle}</h2>
      {appeal && (
        <>
          <p>{say(formatDay(appeal.at, language))}</p>
          <p>{words.labelled(words.appealReason, appeal.reason)}</p>
        </>
      )}
      {appealableUntil && (
        <>
          <p>{words.appealIntro(formatDeadline(appealableUntil, language))}</p>
          <AppealForm application={application} />
        </>
      )}
    </section>
  );
}

function AppealForm({ application: { applicationId, version } }: { application: ApplicationView }) {
  const words = useWords(messages);
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const [short, setShort] = useState(false);
  const key = useRef(crypto.randomUUID());
  const appeal = useMutation({
    mutationFn: () =>
      api.appealApplication(
        { params: { applicationId }, body: { version, reason } },
        { idempotencyKey: key.current },
      ),
    onSuccess: () => queries.invalidateQueries(),
    onError: (error) => {
      // An answer was given: what is sent next is another request. Without one, the same is asked again.
      if (error instanceof ProblemError) key.current = crypto.randomUUID();
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    const tooShort = reason.trim().length < REASON.min;
    setShort(tooShort);
    if (tooShort) document.getElementById('appeal-reason')?.focus();
    else appeal.mutate();
  };
  return (
    <form noValidate onSubmit={send} className={short ? 'question wrong' : 'question'}>
      <label htmlFor="appeal-reason">{words.appealReason}</label>
      <p id="appeal-reason-hint" className="quiet">
        {words.appealReasonHint}
      </p>
      {short && (
        <p id="appeal-reason-error" className="field-error">
          {words.errorPrefix}
          {words.appealReasonShort}
        </p>
      )}
      <textarea
        id="appeal-reason"
        rows={4}
        value={reason}
        maxLength={REASON.max}
        aria-invalid={short}
        aria-describedby={short ? 'appeal-reason-hint appeal-reason-error' : 'appeal-reason-hint'}
        onChange={({ target }) => setReason(target.value)}
      />
      <Problem error={appeal.error} />
      <p>
        <button type="submit" className="main" disabled={appeal.isPending}>
          {words.appealSend}
        </button>
      </p>
    </form>
  );
}
