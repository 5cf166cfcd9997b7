/** @jsxImportSource preact */
import { useEffect, useState } from 'preact/hooks';
import { currentLanguage } from '../ui/language.ts';
import { CertificateForm } from './certificate-form.tsx';
import type { Checked } from './officer-api.ts';
import type { OfficerMessages } from './officer-messages.ts';
import { shanghaiTime } from './time.ts';
import { VerdictBanner } from './verdict-banner.tsx';

/** How long an officer's screen shows a person's colour (UX.md). */
const CLOSES_AFTER_SECONDS = 120;

/** What the officer sees of a person: colour and next step, nothing of places; it closes by itself. */
export function CheckedPass({
  messages,
  checked,
  onClose,
}: {
  messages: OfficerMessages;
  checked: Checked;
  onClose: () => void;
}) {
  const [left, setLeft] = useState(CLOSES_AFTER_SECONDS);
  const [accepted, setAccepted] = useState(checked.mayEnter && checked.colour === 'yellow');
  useEffect(() => {
    const timer = setInterval(() => setLeft((seconds) => seconds - 1), 1000);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    if (left <= 0) onClose();
  }, [left, onClose]);
  const step = accepted ? messages.certificateAccepted : messages.nextStep[checked.nextStep];

  return (
    <>
      <VerdictBanner colour={checked.colour} words={`${messages.colour[checked.colour]} · ${step}`}>
        {checked.provisional && <p>{messages.provisional}</p>}
      </VerdictBanner>
      <section class="card">
        {!accepted && <p>{messages.what[checked.nextStep]}</p>}
        <dl>
          <dt>{messages.number}</dt>
          <dd>{checked.maskedNumber}</dd>
          <dt>{messages.venue}</dt>
          <dd>{checked.venue.name}</dd>
          <dt>{messages.scannedAt}</dt>
          <dd>{shanghaiTime(checked.scannedAt, currentLanguage())}</dd>
        </dl>
      </section>
      {checked.nextStep === 'show-health-certificate' && !accepted && (
        <CertificateForm messages={messages} scanId={checked.scanId} onAccepted={() => setAccepted(true)} />
      )}
      <button type="button" class="main" onClick={onClose}>
        {messages.close}
      </button>
      <p class="quiet">{messages.closesIn(left)}</p>
    </>
  );
}
