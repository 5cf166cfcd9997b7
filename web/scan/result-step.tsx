/** @jsxImportSource preact */
import { useEffect, useRef, useState } from 'preact/hooks';
import { currentLanguage } from '../ui/language.ts';
import { ProblemNotice, useAction } from './action.tsx';
import { PassCode } from './pass-code.tsx';
import { recordScan, type Scan } from './scan-api.ts';
import type { ScanMessages } from './scan-messages.ts';
import { shanghaiClock, shanghaiDate, shanghaiTime, usePassClock } from './time.ts';
import { VerdictBanner } from './verdict-banner.tsx';

/**
 * The answer at the gate: colour, icon and words, a ticking time against screenshots, the reason, the next step, and
 * a pass that is renewed while the carrier's code is good.
 */
export function ResultStep({
  messages,
  first,
  challenge,
  code,
  onAgain,
}: {
  messages: ScanMessages;
  first: Scan;
  challenge: string;
  code: string | undefined;
  onAgain: () => void;
}) {
  const [scan, setScan] = useState(first);
  const { busy, problem, run } = useAction();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { now, secondsLeft: left } = usePassClock(scan);
  const { verdict } = scan;
  const language = currentLanguage();
  const words =
    scan.mayEnter && verdict.colour === 'yellow'
      ? messages.certificateAccepted
      : messages.nextStep[verdict.nextStep];
  const renew = () => run(async () => setScan(await recordScan(challenge, code)));

  return (
    <>
      <h1 ref={heading} tabIndex={-1}>
        {scan.venue.name}
      </h1>
      <VerdictBanner colour={verdict.colour} words={`${messages.colour[verdict.colour]} · ${words}`}>
        {verdict.provisional && <p>{messages.provisional}</p>}
        <time dateTime={now.toISOString()} title={messages.now}>
          {shanghaiClock(now)}
        </time>
      </VerdictBanner>
      <section class="card">
        <h2>{messages.next}</h2>
        <p>{messages.whatNext[verdict.nextStep]}</p>
      </section>
      <section class="card pass" aria-labelledby="pass-title">
        <h2 id="pass-title">{messages.pass}</h2>
        <ProblemNotice messages={messages} problem={problem} />
        {left > 0 ? (
          <>
            <PassCode pass={scan.pass} label={messages.pass} />
            <p>{messages.passFor(left)}</p>
            <progress max={60} value={left} aria-label={messages.passFor(left)} />
          </>
        ) : problem ? (
          <>
            <p>{messages.passOver}</p>
            <button type="button" class="main" onClick={onAgain}>
              {messages.scanAgain}
            </button>
          </>
        ) : (
          <button type="button" class="main" disabled={busy} onClick={renew}>
            {busy ? messages.passRenewing : messages.passRenew}
          </button>
        )}
      </section>
      <section class="card">
        <h2>{messages.reason}</h2>
        <p>{verdict.rule.reason[language]}</p>
        {verdict.decidingStay && (
          <p>
            {messages.decidingStay}：
            {messages.stayLine(
              verdict.decidingStay.place.name,
              shanghaiDate(verdict.decidingStay.from, language),
              verdict.decidingStay.to ? shanghaiDate(verdict.decidingStay.to, language) : messages.untilNow,
            )}
          </p>
        )}
        <p class="quiet">
          {messages.ruleLine(verdict.rule.id, verdict.rule.packVersion, verdict.riskListVersion)}
        </p>
        {verdict.dataAsOf && (
          <p class="quiet">{messages.dataAsOf(shanghaiTime(verdict.dataAsOf, language))}</p>
        )}
        <dl>
          <dt>{messages.number}</dt>
          <dd>{scan.maskedNumber}</dd>
          <dt>{messages.scannedAt}</dt>
          <dd>{shanghaiTime(scan.scannedAt, language)}</dd>
        </dl>
      </section>
      <p class="quiet">{messages.correction}</p>
      <button type="button" onClick={onAgain}>
        {messages.scanAgain}
      </button>
    </>
  );
}
