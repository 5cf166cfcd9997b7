import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { NetworkError } from '../../contract/client-errors.ts';
import type { Role } from '../../domain/identity.ts';
import { roleNames } from '../../domain/identity.ts';
import { useWords } from '../ui/react-language.ts';
import { frameMessages } from './messages/frame-messages.ts';
import { PageTitle } from './page-title.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import { screenPaths } from './screens.ts';
import { session } from './session.ts';

/** For nobody signed in. */
export function SignInPage() {
  const words = useWords(frameMessages);
  const [error, setError] = useState<unknown>();
  return (
    <div className="plain">
      <PageTitle title={words.signInTitle} />
      {error !== undefined && <ProblemNotice error={error} />}
      <p>{words.signInHint}</p>
      <Button
        type="primary"
        size="large"
        onClick={() => session.signIn().catch((reason: unknown) => setError(new NetworkError(reason)))}
      >
        {words.signIn}
      </Button>
    </div>
  );
}

/** For a role that works elsewhere: says so, and where. */
export function NoScreensPage({ role }: { role: Role }) {
  const words = useWords(frameMessages);
  const roles = useWords(roleNames);
  return (
    <div className="plain">
      <PageTitle title={words.noScreens} />
      <p>{words.noScreensHint(roles[role])}</p>
      <ul>
        {role === 'gate' ? (
          <li>
            <a href="/officer/">{words.forGate}</a>
          </li>
        ) : (
          <li>
            <a href="/apply/">{words.forEnterprises}</a>
          </li>
        )}
        <li>
          <Link to={screenPaths.scoreboard}>{words.scoreboardForAll}</Link>
        </li>
      </ul>
    </div>
  );
}

/** An address that is none, or not for this role. */
export function NotFoundPage({ forbidden = false }: { forbidden?: boolean }) {
  const words = useWords(frameMessages);
  return (
    <div className="plain">
      <PageTitle title={forbidden ? words.notForYou : words.notFound} />
      {!forbidden && <p>{words.notFoundHint}</p>}
      <Link to="/">{words.backToStart}</Link>
    </div>
  );
}
