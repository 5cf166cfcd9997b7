/** @jsxImportSource preact */
import { useState } from 'preact/hooks';
import { type Failure, failureOf } from './scan-api.ts';

interface NoticeMessages {
  networkLost: string;
  faultId: (id: string) => string;
}

/** Runs one request at a time; keeps what failed, so that the page can say it and nothing typed is lost. */
export function useAction(): {
  busy: boolean;
  problem: Failure | undefined;
  run: (action: () => Promise<void>) => Promise<void>;
} {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Failure>();
  const run = async (action: () => Promise<void>) => {
    if (busy) return;
    setBusy(true);
    setProblem(undefined);
    try {
      await action();
    } catch (error) {
      setProblem(failureOf(error));
    } finally {
      setBusy(false);
    }
  };
  return { busy, problem, run };
}

/** What went wrong, in words, with the number to give to the staff. */
export function ProblemNotice({
  messages,
  problem,
}: {
  messages: NoticeMessages;
  problem: Failure | undefined;
}) {
  if (!problem) return null;
  return (
    <div class="error" role="alert">
      <p>{problem.detail ?? messages.networkLost}</p>
      {problem.fields.map((field) => (
        <p key={field.path}>{field.message}</p>
      ))}
      {problem.correlationId && <p class="quiet">{messages.faultId(problem.correlationId)}</p>}
    </div>
  );
}
