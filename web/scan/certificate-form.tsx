/** @jsxImportSource preact */
import { useState } from 'preact/hooks';
import type { CertificateResult } from '../../domain/itinerary/certificate.ts';
import { ProblemNotice, useAction } from './action.tsx';
import { type CertificateBody, verifyCertificate } from './officer-api.ts';
import type { OfficerMessages } from './officer-messages.ts';

/** A health certificate as the officer reads it off the paper; no name and no number of a person is asked. */
export function CertificateForm({
  messages,
  scanId,
  onAccepted,
}: {
  messages: OfficerMessages;
  scanId: string;
  onAccepted: () => void;
}) {
  const [result, setResult] = useState<CertificateResult>();
  const { busy, problem, run } = useAction();
  const wrong = (field: string) =>
    problem?.fields.some(({ path }) => path === `certificate.${field}`) ?? false;
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    const certificate = Object.fromEntries(
      new FormData(event.currentTarget as HTMLFormElement),
    ) as CertificateBody;
    run(async () => {
      const checked = await verifyCertificate(scanId, certificate);
      setResult(checked.result);
      if (checked.mayEnter) onAccepted();
    });
  };

  return (
    <form class="card" onSubmit={send} noValidate aria-labelledby="certificate-title">
      <h2 id="certificate-title">{messages.certificateTitle}</h2>
      <ProblemNotice messages={messages} problem={problem} />
      {result && <p role="status">{messages.certificateResult[result]}</p>}
      <label class="field" for="issuer">
        {messages.issuer}
      </label>
      <input id="issuer" name="issuer" autocomplete="off" aria-invalid={wrong('issuer')} />
      <label class="field" for="issuerLevel">
        {messages.issuerLevel}
      </label>
      <select id="issuerLevel" name="issuerLevel" aria-invalid={wrong('issuerLevel')}>
        <option value="">{messages.choose}</option>
        {Object.entries(messages.levels).map(([level, words]) => (
          <option key={level} value={level}>
            {words}
          </option>
        ))}
      </select>
      <label class="field" for="division">
        {messages.division}
      </label>
      <p class="quiet" id="division-hint">
        {messages.divisionHint}
      </p>
      <input
        id="division"
        name="division"
        inputMode="numeric"
        autocomplete="off"
        aria-describedby="division-hint"
        aria-invalid={wrong('division')}
      />
      <label class="field" for="issuedOn">
        {messages.issuedOn}
      </label>
      <input id="issuedOn" name="issuedOn" type="date" aria-invalid={wrong('issuedOn')} />
      <button type="submit" class="main" disabled={busy}>
        {busy ? messages.certificateChecking : messages.certificateCheck}
      </button>
    </form>
  );
}
