import { type ReactNode, useState } from 'react';
import { addDays, shanghaiDay, startOfDay } from '../../../domain/time.ts';
import { useWords } from '../../ui/react-language.ts';
import { policyMessages } from '../messages/policy-messages.ts';
import { controlId, usePlace } from './editor-context.ts';

interface PlaceProps {
  /** Place in the content. */
  at: string;
  label: string;
  hint?: string | undefined;
}

/** A control with its label, its hint, and what is wrong with it. */
export function Labelled({
  at,
  label,
  hint,
  error,
  children,
}: PlaceProps & { error?: string | undefined; children: ReactNode }) {
  const id = controlId(at);
  return (
    <div className="labelled">
      <label className="field" htmlFor={id}>
        {label}
      </label>
      {children}
      {(error || hint) && (
        <p id={`${id}-hint`} className={error ? 'field-error' : 'quiet'}>
          {error || hint}
        </p>
      )}
    </div>
  );
}

/** What every control has in common: its id, its state, and where its hint is. */
function attributes(at: string, error: string | undefined, hint: string | undefined, locked: boolean) {
  const id = controlId(at);
  return {
    id,
    disabled: locked,
    'aria-invalid': error !== undefined,
    'aria-describedby': error || hint ? `${id}-hint` : undefined,
  };
}

/** A line or paragraph of text. */
export function TextPlace({ at, label, hint, long = false }: PlaceProps & { long?: boolean }) {
  const { value, error, locked, set } = usePlace(at);
  const common = {
    ...attributes(at, error, hint, locked),
    className: 'text-field',
    value: typeof value === 'string' ? value : '',
    maxLength: 2000,
    onChange: ({ target }: { target: { value: string } }) =>
      set(target.value === '' ? undefined : target.value),
  };
  return (
    <Labelled at={at} label={label} hint={hint} error={error}>
      {long ? <textarea rows={2} {...common} /> : <input {...common} />}
    </Labelled>
  );
}

/** A text in both languages, side by side. */
export function BilingualPlace({ at, label, long = false }: PlaceProps & { long?: boolean }) {
  const words = useWords(policyMessages);
  return (
    <div className="pair">
      {(['zh', 'en'] as const).map((language) => (
        <TextPlace
          key={language}
          at={`${at}.${language}`}
          label={words.languageOf(label, words.inLanguage[language])}
          long={long}
        />
      ))}
    </div>
  );
}

/** A number as typed: kept as text here, since `12.` is on its way to `12.5`. */
export function NumberPlace({ at, label, hint, fen = false }: PlaceProps & { fen?: boolean }) {
  const { value, error, locked, set } = usePlace(at);
  const stored = typeof value === 'number' ? value : undefined;
  const [typed, setTyped] = useState<string>();
  const shown = typed !== undefined && numberOf(typed, fen) === stored ? typed : textOf(stored, fen);
  return (
    <Labelled at={at} label={label} hint={hint} error={error}>
      <input
        {...attributes(at, error, hint, locked)}
        className="text-field short"
        inputMode="decimal"
        value={shown}
        onChange={({ target }) => {
          setTyped(target.value);
          set(numberOf(target.value, fen));
        }}
      />
    </Labelled>
  );
}

/** The whole number typed, or the fen of the yuan typed; undefined where it is neither. */
function numberOf(typed: string, fen: boolean): number | undefined {
  const text = typed.normalize('NFKC').replaceAll(/[\s,]/g, '');
  if (!fen) return /^-?\d{1,12}$/.test(text) ? Number(text) : undefined;
  const [, yuan, cents = ''] = /^(\d{1,11})(?:\.(\d{0,2}))?$/.exec(text) ?? [];
  return yuan === undefined ? undefined : Number(yuan) * 100 + Number(cents.padEnd(2, '0'));
}

function textOf(value: number | undefined, fen: boolean): string {
  if (value === undefined) return '';
  if (!fen) return String(value);
  const cents = value % 100;
  return cents === 0 ? String(value / 100) : `${Math.trunc(value / 100)}.${String(cents).padStart(2, '0')}`;
}

/** A day, or the moment a day begins (`opens`) or is over (`closes`) in Asia/Shanghai. */
export function DayPlace({ at, label, moment }: PlaceProps & { moment?: 'opens' | 'closes' }) {
  const { value, error, locked, set } = usePlace(at);
  const stored = typeof value === 'string' ? value : '';
  const lag = moment === 'closes' ? 1 : 0;
  const day = moment && stored ? addDays(shanghaiDay(stored), -lag) : stored;
  return (
    <Labelled at={at} label={label} error={error}>
      <input
        {...attributes(at, error, undefined, locked)}
        type="date"
        className="text-field short"
        value={day}
        onChange={({ target }) => {
          if (target.value === '') return set(undefined);
          set(moment ? startOfDay(addDays(target.value, lag)) : target.value);
        }}
      />
    </Labelled>
  );
}

/** One of several, by a native select. @param none what stands there for no choice, where there may be none */
export function ChoicePlace({
  at,
  label,
  hint,
  options,
  none,
  onChoose,
}: PlaceProps & {
  options: readonly (readonly [value: string, label: string])[];
  none?: string;
  /** Does more than set the value. */
  onChoose?: (value: string) => void;
}) {
  const words = useWords(policyMessages);
  const { value, error, locked, set } = usePlace(at);
  const known = options.some(([option]) => option === value);
  return (
    <Labelled at={at} label={label} hint={hint} error={error}>
      <select
        {...attributes(at, error, hint, locked)}
        value={typeof value === 'string' ? value : ''}
        onChange={({ target }) =>
          onChoose ? onChoose(target.value) : set(target.value === '' ? undefined : target.value)
        }
      >
        {(none !== undefined || value === undefined) && <option value="">{none ?? words.choose}</option>}
        {typeof value === 'string' && value !== '' && !known && <option value={value}>{value}</option>}
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </Labelled>
  );
}

/** Yes or no. */
export function TickPlace({ at, label }: PlaceProps) {
  const { value, locked, set } = usePlace(at);
  return (
    <label className="tick">
      <input
        type="checkbox"
        id={controlId(at)}
        checked={value === true}
        disabled={locked}
        onChange={({ target }) => set(target.checked)}
      />
      {label}
    </label>
  );
}
