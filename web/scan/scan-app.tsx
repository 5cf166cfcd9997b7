/** @jsxImportSource preact */
import { useState } from 'preact/hooks';
import { CodeStep } from './code-step.tsx';
import { Frame } from './frame.tsx';
import { NumberStep } from './number-step.tsx';
import { ResultStep } from './result-step.tsx';
import type { Challenge, Scan } from './scan-api.ts';
import { scanMessages } from './scan-messages.ts';

/** What a scan has come to: the number, the code, the result. Held in memory only: nothing personal is kept. */
type Progress =
  | { at: 'number' }
  | { at: 'code'; challenge: Challenge }
  | { at: 'result'; scan: Scan; challenge: string; code: string | undefined };

/** The page a venue's QR code opens: number and consent, code, then the verdict with its 60-second pass. */
export function ScanApp({ venueToken }: { venueToken: string }) {
  const [progress, setProgress] = useState<Progress>({ at: 'number' });
  const startAgain = () => setProgress({ at: 'number' });
  return (
    <Frame messages={scanMessages}>
      {(messages) => {
        if (!venueToken) {
          return (
            <div class="card">
              <h1>{messages.title}</h1>
              <p>{messages.noToken}</p>
              <p class="quiet">{messages.noTokenHint}</p>
            </div>
          );
        }
        switch (progress.at) {
          case 'number':
            return (
              <NumberStep
                messages={messages}
                venueToken={venueToken}
                onChallenge={(challenge) => setProgress({ at: 'code', challenge })}
              />
            );
          case 'code':
            return (
              <CodeStep
                messages={messages}
                challenge={progress.challenge}
                onScan={(scan, code) =>
                  setProgress({ at: 'result', scan, challenge: progress.challenge.challenge, code })
                }
                onBack={startAgain}
              />
            );
          case 'result':
            return (
              <ResultStep
                messages={messages}
                first={progress.scan}
                challenge={progress.challenge}
                code={progress.code}
                onAgain={startAgain}
              />
            );
        }
      }}
    </Frame>
  );
}
