import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation, useParams } from 'wouter';
import { ProblemError } from '../../contract/client-errors.ts';
import { formatDeadline, formatMoment } from '../ui/format.ts';
import { useLanguage, useWords } from '../ui/react-language.ts';
import { domainWords } from '../ui/words.ts';
import { api } from './api.ts';
import { messages } from './messages.ts';
import { Page, Problem, Skeleton } from './page.tsx';
import { StatusTag } from './status-tag.tsx';

/** Public tracking by receipt code: status, stage and expected day, nothing of the enterprise. */
export function TrackPage() {
  const words = useWords(messages);
  const [, go] = useLocation();
  const { code } = useParams<{ code?: string }>();
  const [typed, setTyped] = useState(code ? decodeURIComponent(code) : '');
  const { data, error, isLoading } = useQuery({
    queryKey: ['track', code],
    queryFn: () => api.trackApplication({ params: { applicationId: decodeURIComponent(code ?? '') } }),
    enabled: code !== undefined,
  });
  const fields = error instanceof ProblemError ? error.fields : [];
  return (
    <Page title={words.trackTitle} errors={fields.map(({ message }) => ({ id: 'code', message }))}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.trim()) go(`/track/${encodeURIComponent(typed.trim())}`);
        }}
      >
        <div className={fields.length > 0 ? 'question wrong' : 'question'}>
          <label htmlFor="code">{words.receiptCode}</label>
          <p className="quiet" id="code-hint">
            {words.trackHint}
          </p>
          {fields.map(({ message }) => (
            <p key={message} className="field-error">
              {words.errorPrefix}
              {message}
            </p>
          ))}
          <input
            id="code"
            className="code-input"
            autoComplete="off"
            autoCapitalize="characters"
            aria-describedby="code-hint"
            aria-invalid={fields.length > 0}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </div>
        <button type="submit" className="main">
          {words.trackGo}
        </button>
      </form>
      {fields.length === 0 && <Problem error={error} />}
      {isLoading && <Skeleton />}
      {data && <Tracked tracked={data} />}
    </Page>
  );
}

function Tracked({ tracked }: { tracked: Awaited<ReturnType<typeof api.trackApplication>> }) {
  const words = useWords(messages);
  const stages = useWords(domainWords).stages;
  const language = useLanguage();
  return (
    <section className="card" aria-live="polite">
      <h2>{tracked.policyTitle[language]}</h2>
      <dl className="facts">
        <dt>{words.receiptCode}</dt>
        <dd className="code small">{tracked.receiptCode}</dd>
        <dt>{words.status}</dt>
        <dd>
          <StatusTag status={tracked.status} />{' '}
          {tracked.stage &&
            tracked.dueAt &&
            words.expected(stages[tracked.stage], formatDeadline(tracked.dueAt, language))}
        </dd>
        <dt>{words.submittedAt}</dt>
        <dd>{formatMoment(tracked.submittedAt, language)}</dd>
      </dl>
    </section>
  );
}
