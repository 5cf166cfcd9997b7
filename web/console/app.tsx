import { ConfigProvider } from 'antd';
import enGB from 'antd/es/locale/en_GB.js';
import zhCN from 'antd/es/locale/zh_CN.js';
import { lazy } from 'react';
import { Navigate, Route, Routes } from 'react-router';
import type { Actor } from '../../domain/identity.ts';
import { useLanguage } from '../ui/react-language.ts';
import { useDark } from './colours.ts';
import { Frame } from './frame.tsx';
import { NoScreensPage, NotFoundPage, SignInPage } from './plain-pages.tsx';
import { hasInbox, NOTICES_PATH, type Screen, screenPaths, screensOf } from './screens.ts';
import { antdTheme } from './theme.ts';

const QueuePage = lazy(() => import('./queue/queue-page.tsx'));
const EscalationsPage = lazy(() => import('./escalations/escalations-page.tsx'));
const ReviewPage = lazy(() => import('./review/review-page.tsx'));
const LookupPage = lazy(() => import('./review/lookup-page.tsx'));
const NoticeSettingsPage = lazy(() => import('./notices/notice-settings-page.tsx'));
const NoticesPage = lazy(() => import('./notices/notices-page.tsx'));
const PoliciesPage = lazy(() => import('./policies/policies-page.tsx'));
const PolicyEditorPage = lazy(() => import('./policies/editor-page.tsx'));
const ScoreboardPage = lazy(() => import('./scoreboard/scoreboard-page.tsx'));
const VenuesPage = lazy(() => import('./venues/venues-page.tsx'));
const TrailPage = lazy(() => import('./trail/trail-page.tsx'));
const RecordPage = lazy(() => import('./trail/record-page.tsx'));
const ExportPage = lazy(() => import('./trail/export-page.tsx'));
const PosterPage = lazy(() => import('./venues/poster-page.tsx'));

/** The console of one person, or of nobody yet. */
export function App({ person }: { person: Actor | undefined }) {
  const language = useLanguage();
  const dark = useDark();
  return (
    <ConfigProvider
      locale={language === 'zh' ? zhCN : enGB}
      theme={antdTheme(dark)}
      button={{ autoInsertSpace: false }}
    >
      <Frame person={person}>
        <Screens person={person} />
      </Frame>
    </ConfigProvider>
  );
}

function Screens({ person }: { person: Actor | undefined }) {
  if (!person) {
    return (
      <Routes>
        <Route path={screenPaths.scoreboard} element={<ScoreboardPage />} />
        <Route path="*" element={<SignInPage />} />
      </Routes>
    );
  }
  const screens = screensOf(person.role, person.head);
  const [first] = screens;
  const only = (screen: Screen, page: React.ReactNode) =>
    screens.includes(screen) ? page : <NotFoundPage forbidden />;
  return (
    <Routes>
      <Route
        index
        element={first ? <Navigate to={screenPaths[first]} replace /> : <NoScreensPage role={person.role} />}
      />
      <Route path={screenPaths.queue} element={only('queue', <QueuePage person={person} />)} />
      <Route path={screenPaths.escalations} element={only('escalations', <EscalationsPage />)} />
      <Route path={screenPaths.lookup} element={only('lookup', <LookupPage />)} />
      <Route path="/reviews/:applicationId" element={only('lookup', <ReviewPage person={person} />)} />
      <Route path={screenPaths.policies} element={only('policies', <PoliciesPage person={person} />)} />
      <Route
        path={`${screenPaths.policies}/:policyId`}
        element={only('policies', <PolicyEditorPage person={person} />)}
      />
      <Route path={screenPaths.venues} element={only('venues', <VenuesPage person={person} />)} />
      <Route path="/venues/:venueId/poster" element={only('venues', <PosterPage />)} />
      <Route
        path={`${NOTICES_PATH}/settings`}
        element={hasInbox(person.role) ? <NoticeSettingsPage /> : <NotFoundPage forbidden />}
      />
      <Route
        path={NOTICES_PATH}
        element={hasInbox(person.role) ? <NoticesPage /> : <NotFoundPage forbidden />}
      />
      <Route path={screenPaths.trail} element={only('trail', <TrailPage />)} />
      <Route path="/trail/record" element={only('trail', <RecordPage />)} />
      <Route path="/trail/export" element={only('trail', <ExportPage />)} />
      <Route path={screenPaths.scoreboard} element={<ScoreboardPage />} />
      <Route path="*" element={<NotFoundPage />} />
    </Routes>
  );
}
