import { Link } from 'wouter';
import { SettingsForm } from '../ui/notices/settings-form.tsx';
import { settingsMessages } from '../ui/notices/settings-messages.ts';
import { useSettings } from '../ui/notices/use-settings.ts';
import { useWords } from '../ui/react-language.ts';
import { api } from './api.ts';
import { Page, Problem, Skeleton } from './page.tsx';

/** Which notices also go to robots and phones. */
export default function NoticeSettingsPage() {
  const words = useWords(settingsMessages);
  const { settings, saving, testing, failed } = useSettings(api);
  return (
    <Page title={words.title}>
      <p>
        <Link href="/notices">{words.back}</Link>
      </p>
      <p className="lead">{words.intro}</p>
      <Problem error={settings.error} onAgain={settings.refetch} />
      <Problem error={failed} />
      {settings.isPending && <Skeleton />}
      {settings.data && <SettingsForm view={settings.data} saving={saving} testing={testing} />}
    </Page>
  );
}
