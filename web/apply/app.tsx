import { lazy, Suspense } from 'react';
import { Link, Route, Switch } from 'wouter';
import { roleNames } from '../../domain/identity.ts';
import { switchLanguage } from '../ui/language.ts';
import { useLanguage, useWords } from '../ui/react-language.ts';
import { session } from './api.ts';
import { ApplicationPage } from './application-page.tsx';
import { Bell } from './bell.tsx';
import { CheckPage } from './check-page.tsx';
import { CorrectionPage } from './correction-page.tsx';
import { FormPage } from './form-page.tsx';
import { HomePage } from './home-page.tsx';
import { messages } from './messages.ts';
import { OfferPage } from './offer-page.tsx';
import { Page, Skeleton } from './page.tsx';
import { PolicyPage } from './policy-page.tsx';
import { profileMessages } from './profile-messages.ts';
import { ProfilePage } from './profile-page.tsx';
import { ReceiptPage } from './receipt-page.tsx';
import { TrackPage } from './track-page.tsx';

const NoticeSettingsPage = lazy(() => import('./notice-settings-page.tsx'));
const CompendiumPage = lazy(() => import('./compendium-page.tsx'));
const NoticesPage = lazy(() => import('./notices-page.tsx'));

/** Header, pages, and the language they are read in. */
export function App() {
  const words = useWords(messages);
  const language = useLanguage();
  return (
    <>
      <a className="skip" href="#main">
        {words.skip}
      </a>
      <Header />
      <main id="main" tabIndex={-1}>
        <Switch key={language}>
          <Route path="/" component={HomePage} />
          <Route path="/profile" component={ProfilePage} />
          <Route path="/notices/settings">
            <Suspense fallback={<Skeleton />}>
              <NoticeSettingsPage />
            </Suspense>
          </Route>
          <Route path="/notices">
            <Suspense fallback={<Skeleton />}>
              <NoticesPage />
            </Suspense>
          </Route>
          <Route path="/compendium">
            <Suspense fallback={<Skeleton />}>
              <CompendiumPage />
            </Suspense>
          </Route>
          <Route path="/track/:code?" component={TrackPage} />
          <Route path="/policies/:policyId">{({ policyId }) => <PolicyPage policyId={policyId} />}</Route>
          <Route path="/policies/:policyId/form">{({ policyId }) => <FormPage policyId={policyId} />}</Route>
          <Route path="/policies/:policyId/check">
            {({ policyId }) => <CheckPage policyId={policyId} />}
          </Route>
          <Route path="/offers/:policyId">{({ policyId }) => <OfferPage policyId={policyId} />}</Route>
          <Route path="/receipts/:applicationId">
            {({ applicationId }) => <ReceiptPage applicationId={applicationId} />}
          </Route>
          <Route path="/applications/:applicationId">
            {({ applicationId }) => <ApplicationPage applicationId={applicationId} />}
          </Route>
          <Route path="/applications/:applicationId/correction">
            {({ applicationId }) => <CorrectionPage applicationId={applicationId} />}
          </Route>
          <Route>
            <Page title={words.notFound}>
              <p>{words.notFoundHint}</p>
              <Link href="/">{words.home}</Link>
            </Page>
          </Route>
        </Switch>
      </main>
    </>
  );
}

function Header() {
  const words = useWords(messages);
  const profile = useWords(profileMessages);
  const roles = useWords(roleNames);
  const language = useLanguage();
  const person = session.person();
  return (
    <header>
      <Link href="/" className="brand">
        {words.appName} <small>{words.appTitle}</small>
      </Link>
      <nav aria-label={words.appTitle}>
        <Link href="/">{words.home}</Link>
        <Link href="/track">{words.track}</Link>
        {person?.role === 'enterprise' && <Link href="/profile">{profile.title}</Link>}
      </nav>
      <div className="who">
        <Bell />
        {person && (
          <span>
            {person.name} · {roles[person.role]}
          </span>
        )}
        <button
          type="button"
          className="plain"
          onClick={() => (person ? session.signOut() : session.signIn())}
        >
          {person ? words.signOut : words.signIn}
        </button>
        <button
          type="button"
          className="plain"
          lang={language === 'zh' ? 'en' : 'zh-CN'}
          onClick={switchLanguage}
        >
          {words.otherLanguage}
        </button>
      </div>
    </header>
  );
}
