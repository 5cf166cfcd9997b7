import { Alert, Button } from 'antd';
import { NetworkError, ProblemError } from '../../contract/client-errors.ts';
import { problemTexts } from '../../contract/problem.ts';
import { useLanguage, useWords } from '../ui/react-language.ts';
import { problemMessages } from './messages/problem-messages.ts';
import { session } from './session.ts';

interface Props {
  error: unknown;
  /** Does it again, where that may help. */
  onRetry?: (() => void) | undefined;
}

/** An error in words, with a way out and the number of the call. */
export function ProblemNotice({ error, onRetry }: Props) {
  const words = useWords(problemMessages);
  const language = useLanguage();
  const problem = error instanceof ProblemError ? error : undefined;
  const signedOut = problem?.code === 'sign-in-required';
  const sentence = signedOut
    ? words.signInAgain
    : problem
      ? problem.detail || problemTexts[problem.code][language]
      : error instanceof NetworkError
        ? words.network
        : words.unexpected;
  const retryHelps = onRetry && (!problem || problem.status >= 500 || problem.status === 429);
  return (
    <Alert
      className="notice"
      type="error"
      showIcon
      title={words.title}
      description={
        <>
          <p>{sentence}</p>
          {problem?.fields.map(({ path, message }) => (
            <p key={path}>{message}</p>
          ))}
          {problem?.correlationId && <p>{words.number(problem.correlationId)}</p>}
          {signedOut && <Button onClick={() => void session.signIn()}>{words.signIn}</Button>}
          {retryHelps && <Button onClick={onRetry}>{words.retry}</Button>}
        </>
      }
    />
  );
}
