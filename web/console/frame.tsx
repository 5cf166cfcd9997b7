import { Button } from 'antd';
import { type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { Link, NavLink, useLocation } from 'react-router';
import type { Actor } from '../../domain/identity.ts';
import { roleNames } from '../../domain/identity.ts';
import { switchLanguage } from '../ui/language.ts';
import { useLanguage, useWords } from '../ui/react-language.ts';
import { useDark } from './colours.ts';
import { FaultBoundary } from './fault-boundary.tsx';
import { KeysDialog } from './keys-dialog.tsx';
import { Loading } from './loading.tsx';
import { frameMessages } from './messages/frame-messages.ts';
import { Bell } from './notices/bell.tsx';
import { screenPaths, screensOf } from './screens.ts';
import { session } from './session.ts';
import { colourSetting } from './settings.ts';
import { useShortcuts } from './shortcuts.ts';

/** What stands around every screen: product, navigation by role, person, language, colours. */
export function Frame({ person, children }: { person: Actor | undefined; children: ReactNode }) {
  const words = useWords(frameMessages);
  const language = useLanguage();
  const roles = useWords(roleNames);
  const dark = useDark();
  const [keysShown, showKeys] = useState(false);
  useShortcuts({ '?': () => showKeys(true) });
  const { pathname } = useLocation();
  const main = useFocusOnNewPage(pathname);
  const screens = person ? screensOf(person.role, person.head) : [];
  return (
    <>
      <a className="skip" href="#main">
        {words.skip}
      </a>
      <header className="frame">
        <Link to="/" className="brand">
          {words.appName} <span>{words.appTitle}</span>
        </Link>
        {screens.length > 0 && (
          <nav aria-label={words.navigation}>
            {screens.map((screen) => (
              <NavLink key={screen} to={screenPaths[screen]}>
                {words.screens[screen]}
              </NavLink>
            ))}
          </nav>
        )}
        <div className="person">
          <Bell person={person} />
          {person && (
            <span>
              {roles[person.role]} · {person.name}
            </span>
          )}
          {screens.includes('queue') && (
            <Button type="text" className="keys-button" onClick={() => showKeys(true)} aria-keyshortcuts="?">
              {words.keysTitle}
            </Button>
          )}
          <Button type="text" lang={language === 'zh' ? 'en' : 'zh-CN'} onClick={switchLanguage}>
            {words.otherLanguage}
          </Button>
          <Button
            type="text"
            aria-pressed={dark}
            className="pressable"
            onClick={() => colourSetting.choose(dark ? 'light' : 'dark')}
          >
            {words.darkMode}
          </Button>
          {person && (
            <Button type="text" onClick={() => void session.signOut()}>
              {words.signOut}
            </Button>
          )}
        </div>
      </header>
      <main id="main" tabIndex={-1} ref={main}>
        <FaultBoundary key={pathname}>
          <Suspense fallback={<Loading />}>{children}</Suspense>
        </FaultBoundary>
      </main>
      <KeysDialog open={keysShown} onClose={() => showKeys(false)} />
    </>
  );
}

/** Takes keyboard and screen reader along to each new page; the first one starts at its top as any page does. */
function useFocusOnNewPage(pathname: string) {
  const main = useRef<HTMLElement>(null);
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [pathname]);
  return main;
}
