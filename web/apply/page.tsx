import { type ReactNode, useEffect, useRef } from 'react';
import { NetworkError, ProblemError } from '../../contract/client-errors.ts';
import { useWords } from '../ui/react-language.ts';
import { messages } from './messages.ts';

/** A field that was refused: the id of its control and the words that stand at it, too. */
export interface FieldError {
  id: string;
  message: string;
}

/** A page with its title; with errors, their summary stands above the title, takes focus and links to the fields. */
export function Page({
  title,
  errors = [],
  children,
}: {
  title: string;
  errors?: readonly FieldError[];
  children: ReactNode;
}) {
  const words = useWords(messages);
  const summary = useRef<HTMLDivElement>(null);
  useEffect(() => {
    document.title = `${errors.length > 0 ? words.errorPrefix : ''}${title} · ${words.appName}`;
  }, [title, errors, words]);
  useEffect(() => {
    if (errors.length > 0) summary.current?.focus();
  }, [errors]);
  return (
    <article>
      {errors.length > 0 && (
        <div className="summary" ref={summary} tabIndex={-1} role="alert" aria-labelledby="summary-title">
          <h2 id="summary-title">{words.problemTitle}</h2>
          <ul>
            {errors.map(({ id, message }) => (
              <li key={id}>
                <a
                  href={`#${id}`}
                  onClick={(event) => {
                    event.preventDefault();
                    document.getElementById(id)?.focus();
                  }}
                >
                  {message}
                </a>
              </li>
            ))}
          </ul>
        </div>
      )}
      <h1>{title}</h1>
      {children}
    </article>
  );
}

/** What failed, in words, with a way out and the number to give to the staff. */
export function Problem({ error, onAgain }: { error: unknown; onAgain?: () => void }) {
  const words = useWords(messages);
  if (!error) return null;
  const problem = error instanceof ProblemError ? error : undefined;
  if (!problem && !(error instanceof NetworkError)) throw error;
  return (
    <div className="problem" role="alert">
      <p>{problem?.detail || words.networkLost}</p>
      {problem && problem.status >= 500 && <p className="quiet">{words.faultId(problem.correlationId)}</p>}
      {onAgain && (
        <button type="button" onClick={onAgain}>
          {words.again}
        </button>
      )}
    </div>
  );
}

/** Grey lines where a text will stand. */
export function Skeleton() {
  const words = useWords(messages);
  return (
    <div className="skeleton" role="status" aria-label={words.loading}>
      <span />
      <span />
      <span />
    </div>
  );
}
