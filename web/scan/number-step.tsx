/** @jsxImportSource preact */
import { useState } from 'preact/hooks';
import { ProblemNotice, useAction } from './action.tsx';
import { type Challenge, requestItinerary } from './scan-api.ts';
import type { ScanMessages } from './scan-messages.ts';

/** Consent and number: what is queried, why, how long, for whom; then the carrier sends a code. */
export function NumberStep({
  messages,
  venueToken,
  onChallenge,
}: {
  messages: ScanMessages;
  venueToken: string;
  onChallenge: (challenge: Challenge) => void;
}) {
  const [typed, setTyped] = useState('');
  const [consent, setConsent] = useState(false);
  const [missing, setMissing] = useState<string>();
  const { busy, problem, run } = useAction();
  const phoneNumber = typed
    .normalize('NFKC')
    .replace(/\D/g, '')
    .replace(/^86(?=1\d{10}$)/, '');

  const send = (event: Event) => {
    event.preventDefault();
    const gap =
      phoneNumber.length !== 11 ? messages.numberMissing : consent ? undefined : messages.consentMissing;
    setMissing(gap);
    if (!gap)
      run(async () => onChallenge(await requestItinerary({ venueToken, phoneNumber, consent: true })));
  };

  return (
    <form onSubmit={send} noValidate>
      <h1>{messages.title}</h1>
      <ProblemNotice messages={messages} problem={problem} />
      <section class="card" aria-labelledby="consent-title">
        <h2 id="consent-title">{messages.consentTitle}</h2>
        <ul class="plain">
          <li>{messages.consentWhat}</li>
          <li>{messages.consentWhy}</li>
          <li>{messages.consentHowLong}</li>
          <li>{messages.consentWhom}</li>
        </ul>
      </section>
      <label class="field" for="phone">
        {messages.phoneNumber}
      </label>
      <p class="quiet" id="phone-hint">
        {messages.phoneNumberHint}
      </p>
      {missing && (
        <p class="field-error" role="alert" id="missing">
          {messages.errorTitle}：{missing}
        </p>
      )}
      <input
        id="phone"
        class="digits"
        type="tel"
        inputMode="tel"
        autocomplete="tel-national"
        aria-describedby={missing ? 'phone-hint missing' : 'phone-hint'}
        aria-invalid={missing === messages.numberMissing}
        value={typed}
        onInput={(event) => setTyped(event.currentTarget.value)}
      />
      <label class="tick">
        <input
          type="checkbox"
          checked={consent}
          onChange={(event) => setConsent(event.currentTarget.checked)}
        />
        {messages.consentGive}
      </label>
      <button type="submit" class="main" disabled={busy}>
        {busy ? messages.sending : messages.sendCode}
      </button>
    </form>
  );
}
