/** @jsxImportSource preact */
import { useCallback, useState } from 'preact/hooks';
import { CheckedPass } from './checked-pass.tsx';
import { Frame } from './frame.tsx';
import type { Checked } from './officer-api.ts';
import { officerMessages } from './officer-messages.ts';
import { session } from './officer-session.ts';
import { PassReader } from './pass-reader.tsx';

/** The officer's page at a gate: take in a pass, see colour and next step, check a certificate. */
export function OfficerApp() {
  const [checked, setChecked] = useState<Checked>();
  const close = useCallback(() => setChecked(undefined), []);
  const person = session.person();
  return (
    <Frame messages={officerMessages}>
      {(messages) => (
        <>
          <h1>{messages.title}</h1>
          {!person ? (
            <>
              <p>{messages.signInFirst}</p>
              <button type="button" class="main" onClick={() => session.signIn()}>
                {messages.signIn}
              </button>
            </>
          ) : checked ? (
            <CheckedPass messages={messages} checked={checked} onClose={close} />
          ) : (
            <PassReader messages={messages} onChecked={setChecked} />
          )}
          {person && (
            <p class="quiet">
              {messages.signedInAs(person.name)}{' '}
              <button type="button" class="plain" onClick={() => session.signOut()}>
                {messages.signOut}
              </button>
            </p>
          )}
        </>
      )}
    </Frame>
  );
}
