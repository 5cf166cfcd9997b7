import { type FormEvent, useState } from 'react';
import { ProblemError } from '../../../contract/client-errors.ts';
import { type ChannelId, channelIds } from '../../../domain/notices/channels.ts';
import { useWords } from '../react-language.ts';
import { ChannelSettings } from './channel-settings.tsx';
import { bodyOf, draftOf, isChanged, type SettingsView } from './settings-draft.ts';
import { settingsMessages } from './settings-messages.ts';
import type { useSettings } from './use-settings.ts';

type Doing = Pick<ReturnType<typeof useSettings>, 'saving' | 'testing'>;

/** Which notices go where; addresses are typed and never shown again. */
export function SettingsForm({ view, saving, testing }: { view: SettingsView } & Doing) {
  const words = useWords(settingsMessages);
  const [draft, setDraft] = useState(() => draftOf(view));
  const changed = isChanged(draft, view);
  const errors = fieldErrors(saving.error, words.fieldErrors);
  const save = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate(bodyOf(draft, view.version), {
      onSuccess: (saved) => setDraft(draftOf(saved)),
      onError: (error) => {
        const [first] = fieldErrors(error, words.fieldErrors).keys();
        if (first) setTimeout(() => document.getElementById(first)?.focus());
      },
    });
  };
  return (
    <form className="notice-settings" onSubmit={save} noValidate>
      {channelIds.map((channel: ChannelId) => (
        <ChannelSettings
          key={channel}
          channel={channel}
          view={view}
          draft={draft}
          errors={errors}
          changed={changed}
          testing={testing}
          onChange={setDraft}
        />
      ))}
      <p>
        <label htmlFor="notice-language">{words.language}</label>{' '}
        <select
          id="notice-language"
          value={draft.language}
          onChange={({ target }) => setDraft({ ...draft, language: target.value === 'en' ? 'en' : 'zh' })}
        >
          <option value="zh">{words.languages.zh}</option>
          <option value="en">{words.languages.en}</option>
        </select>
      </p>
      {errors.size > 0 && (
        <p className="field-error" role="alert">
          {words.wrong}
        </p>
      )}
      <p>
        <button type="submit" className="main" disabled={saving.isPending}>
          {words.save}
        </button>{' '}
        <span role="status">{saving.isSuccess && !changed ? words.saved : ''}</span>
      </p>
    </form>
  );
}

/** The refused fields by the id of their control, in words that say what to paste. */
function fieldErrors(
  error: unknown,
  words: { webhook: string; secret: string; number: string; needed: string },
): Map<string, string> {
  if (!(error instanceof ProblemError)) return new Map();
  return new Map(
    error.fields.map(({ path }) => {
      const [, channel = '', field] = path.split('.');
      if (field === 'webhook' || field === 'secret' || field === 'number')
        return [`notice-${channel}-${field}`, words[field]];
      return [`notice-${channel}-${channel === 'sms' ? 'number' : 'webhook'}`, words.needed];
    }),
  );
}
