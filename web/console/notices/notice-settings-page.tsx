import { Link } from 'react-router';
import { SettingsForm } from '../../ui/notices/settings-form.tsx';
import { settingsMessages } from '../../ui/notices/settings-messages.ts';
import { useSettings } from '../../ui/notices/use-settings.ts';
import { useWords } from '../../ui/react-language.ts';
import { api } from '../api.ts';
import { Loading } from '../loading.tsx';
import { PageTitle } from '../page-title.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { NOTICES_PATH } from '../screens.ts';

/** Which notices also go to robots and phones. */
export default function NoticeSettingsPage() {
  const words = useWords(settingsMessages);
  const { settings, saving, testing, failed } = useSettings(api);
  return (
    <>
      <p className="back">
        <Link to={NOTICES_PATH}>{words.back}</Link>
      </p>
      <PageTitle title={words.title}>
        <span className="quiet">{words.intro}</span>
      </PageTitle>
      {settings.isPending && <Loading />}
      {settings.isError && <ProblemNotice error={settings.error} onRetry={() => void settings.refetch()} />}
      {failed && <ProblemNotice error={failed} />}
      {settings.data && <SettingsForm view={settings.data} saving={saving} testing={testing} />}
    </>
  );
}
