/** @jsxImportSource preact */
import { useEffect, useRef, useState } from 'preact/hooks';
import { ProblemNotice, useAction } from './action.tsx';
import { type Challenge, recordScan, type Scan } from './scan-api.ts';
import type { ScanMessages } from './scan-messages.ts';

/** The code from the SMS; or, while no carrier can send one, the way on to a provisional verdict. */
export function CodeStep({
  messages,
  challenge,
  onScan,
  onBack,
}: {
  messages: ScanMessages;
  challenge: Challenge;
  onScan: (scan: Scan, code: string | undefined) => void;
  onBack: () => void;
}) {
  const [typed, setTyped] = useState('');
  const [missing, setMissing] = useState(false);
  const { busy, problem, run } = useAction();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const code = typed.normalize('NFKC').replace(/\D/g, '');

  const send = (event: Event) => {
    event.preventDefault();
    const needed = challenge.codeRequired;
    setMissing(needed && code.length !== 6);
    if (needed && code.length !== 6) return;
    const given = needed ? code : undefined;
    run(async () => onScan(await recordScan(challenge.challenge, given), given));
  };

  return (
    <form onSubmit={send} noValidate>
      <h1 ref={heading} tabIndex={-1}>
        {messages.codeTitle}
      </h1>
      <p class="quiet">{messages.atVenue(challenge.venue.name)}</p>
      <ProblemNotice messages={messages} problem={problem} />
      {challenge.codeRequired ? (
        <>
          <p>{messages.codeSent(challenge.maskedNumber)}</p>
          <label class="field" for="code">
            {messages.code}
          </label>
          {missing && (
            <p class="field-error" role="alert" id="missing">
              {messages.errorTitle}：{messages.codeMissing}
            </p>
          )}
          <input
            id="code"
            class="digits"
            inputMode="numeric"
            autocomplete="one-time-code"
            aria-invalid={missing || problem?.code === 'verification-code-wrong'}
            {...(missing ? { 'aria-describedby': 'missing' } : {})}
            value={typed}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
        </>
      ) : (
        <p class="card" role="status">
          {messages.carriersDown}
        </p>
      )}
      <button type="submit" class="main" disabled={busy}>
        {busy ? messages.checking : challenge.codeRequired ? messages.check : messages.carriersDownGo}
      </button>
      <p class="quiet">{challenge.codeRequired && messages.noCode}</p>
      <button type="button" class="plain" onClick={onBack}>
        {messages.changeNumber}
      </button>
    </form>
  );
}
