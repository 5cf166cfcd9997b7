/** @jsxImportSource preact */
import { lazy, Suspense } from 'preact/compat';
import { useState } from 'preact/hooks';
import { ProblemNotice, useAction } from './action.tsx';
import { type Checked, verifyPass } from './officer-api.ts';
import type { OfficerMessages } from './officer-messages.ts';

const PassCamera = lazy(() => import('./pass-camera.tsx'));

/** Takes in a pass: by camera, by a handheld scanner that types, or pasted. */
export function PassReader({
  messages,
  onChecked,
}: {
  messages: OfficerMessages;
  onChecked: (checked: Checked) => void;
}) {
  const [typed, setTyped] = useState('');
  const [missing, setMissing] = useState(false);
  const [camera, setCamera] = useState<'off' | 'on' | 'failed'>('off');
  const { busy, problem, run } = useAction();
  const verify = (pass: string) => run(async () => onChecked(await verifyPass(pass)));
  const submit = (event: Event) => {
    event.preventDefault();
    const pass = typed.trim();
    setMissing(pass === '');
    if (pass) verify(pass);
  };

  return (
    <>
      <p>{messages.intro}</p>
      <ProblemNotice messages={messages} problem={problem} />
      <button type="button" class="main" onClick={() => setCamera(camera === 'on' ? 'off' : 'on')}>
        {camera === 'on' ? messages.cameraStop : messages.camera}
      </button>
      {camera === 'on' && (
        <Suspense fallback={<p aria-busy="true">…</p>}>
          <PassCamera onText={verify} onFailure={() => setCamera('failed')} />
        </Suspense>
      )}
      {camera === 'failed' && <p role="alert">{messages.cameraFailed}</p>}
      <form onSubmit={submit} noValidate>
        <label class="field" for="pass">
          {messages.passText}
        </label>
        <p class="quiet" id="pass-hint">
          {messages.passTextHint}
        </p>
        {missing && (
          <p class="field-error" role="alert">
            {messages.errorTitle}：{messages.passMissing}
          </p>
        )}
        <input
          id="pass"
          autocomplete="off"
          aria-describedby="pass-hint"
          aria-invalid={missing}
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <button type="submit" class="main" disabled={busy}>
          {busy ? messages.verifying : messages.verify}
        </button>
      </form>
    </>
  );
}
