import type { ChannelId } from '../../../domain/notices/channels.ts';
import { kindTitle } from '../../../domain/notices/notice-words.ts';
import { formatMoment } from '../format.ts';
import { useLanguage, useWords } from '../react-language.ts';
import { type SettingsDraft, type SettingsView, withKind, withRemoved } from './settings-draft.ts';
import { settingsMessages } from './settings-messages.ts';
import type { useSettings } from './use-settings.ts';

interface Props {
  channel: ChannelId;
  view: SettingsView;
  draft: SettingsDraft;
  /** By the id of the control. */
  errors: ReadonlyMap<string, string>;
  /** Whether something is not saved yet. */
  changed: boolean;
  testing: ReturnType<typeof useSettings>['testing'];
  onChange: (draft: SettingsDraft) => void;
}

/** One channel: where it leads, which notices it gets, and whether the last message arrived. */
export function ChannelSettings({ channel, view, draft, errors, changed, testing, onChange }: Props) {
  const words = useWords(settingsMessages);
  const language = useLanguage();
  const masked = view.masked[channel];
  const removed = draft.removed.includes(channel);
  const name = words.channels[channel];
  const fields = <AddressFields channel={channel} draft={draft} errors={errors} onChange={onChange} />;
  return (
    <section className="card" aria-labelledby={`notice-${channel}`}>
      <h2 id={`notice-${channel}`}>{name}</h2>
      <p className="quiet">{words.hints[channel]}</p>
      <p className="notice-ways">
        <strong>{removed ? words.removed : masked ? words.isSet(masked) : words.notSet}</strong>
        {masked && (
          <button type="button" onClick={() => onChange(withRemoved(draft, channel, !removed))}>
            {removed ? words.keep : words.remove}
          </button>
        )}
      </p>
      {!removed &&
        (masked ? (
          <details>
            <summary>{words.replace}</summary>
            {fields}
          </details>
        ) : (
          fields
        ))}
      <fieldset disabled={removed}>
        <legend>{words.kinds}</legend>
        {view.kinds.map((kind) => (
          <label key={kind} className="tick">
            <input
              type="checkbox"
              checked={draft.choices[channel].includes(kind)}
              onChange={({ target }) => onChange(withKind(draft, channel, kind, target.checked))}
            />
            {kindTitle(kind, language)}
          </label>
        ))}
      </fieldset>
      {masked && (
        <p className="notice-ways">
          <button
            type="button"
            aria-label={words.testOf(name)}
            disabled={changed || testing.isPending}
            onClick={() => testing.mutate(channel)}
          >
            {words.test}
          </button>
          <span role="status">
            <Result channel={channel} view={view} changed={changed} testing={testing} />
          </span>
        </p>
      )}
    </section>
  );
}

function Result({
  channel,
  view,
  changed,
  testing,
}: Pick<Props, 'channel' | 'view' | 'changed' | 'testing'>) {
  const words = useWords(settingsMessages);
  const language = useLanguage();
  const last = view.lastOutcomes[channel];
  const tested = testing.variables === channel;
  if (changed) return words.saveFirst;
  if (tested && testing.isPending) return words.testing;
  if (tested && testing.isSuccess && testing.data === undefined) return words.noAnswer;
  if (!last) return null;
  return (
    <span className={last.outcome === 'sent' ? 'good' : last.outcome === 'refused' ? 'bad' : 'warn'}>
      {words.last(formatMoment(last.at, language))}
      {words.outcomes[last.outcome]}
    </span>
  );
}

function AddressFields({
  channel,
  draft,
  errors,
  onChange,
}: Pick<Props, 'channel' | 'draft' | 'errors' | 'onChange'>) {
  const words = useWords(settingsMessages);
  const labels: Record<string, string> = {
    webhook: words.webhook,
    secret: words.secret,
    number: words.number,
  };
  return Object.entries(draft.typed[channel]).map(([field, text]) => {
    const id = `notice-${channel}-${field}`;
    const error = errors.get(id);
    return (
      <div key={field} className={error ? 'question wrong' : 'question'}>
        <label htmlFor={id}>{labels[field]}</label>
        {error && (
          <p id={`${id}-error`} className="field-error">
            {error}
          </p>
        )}
        <input
          id={id}
          className="text-field"
          type={field === 'secret' ? 'password' : field === 'number' ? 'tel' : 'url'}
          autoComplete="off"
          spellCheck={false}
          value={text}
          aria-invalid={error !== undefined}
          aria-describedby={error ? `${id}-error` : undefined}
          onChange={({ target }) =>
            onChange({
              ...draft,
              typed: { ...draft.typed, [channel]: { ...draft.typed[channel], [field]: target.value } },
            })
          }
        />
      </div>
    );
  });
}
