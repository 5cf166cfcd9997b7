import type { InputHTMLAttributes } from 'react';
import type { PolicyField } from '../../domain/subsidies/policy.ts';
import { useLanguage, useWords } from '../ui/react-language.ts';
import { messages } from './messages.ts';

/** The id of a question's control, which error links lead to. */
export const controlId = (fieldId: string) => `answer-${fieldId}`;

/** One question of a policy with its control, hint and error; words and kind come from the policy. */
export function AnswerControl({
  field,
  value,
  error,
  note,
  help,
  onChange,
}: {
  field: PolicyField;
  value: string | boolean | undefined;
  error: string | undefined;
  /** Where the value came from. */
  note?: string | undefined;
  /** How the browser may help to fill it in. */
  help?: Pick<InputHTMLAttributes<HTMLInputElement>, 'autoComplete' | 'inputMode'> | undefined;
  onChange: (value: string | boolean) => void;
}) {
  const language = useLanguage();
  const words = useWords(messages);
  const id = controlId(field.id);
  const described = [field.hint && `${id}-hint`, note && `${id}-note`, error && `${id}-error`]
    .filter(Boolean)
    .join(' ');
  const common = {
    id,
    'aria-invalid': error !== undefined,
    ...(described ? { 'aria-describedby': described } : {}),
  };
  const text = typeof value === 'string' ? value : '';
  const notes = (
    <>
      {field.hint && (
        <p className="quiet" id={`${id}-hint`}>
          {field.hint[language]}
        </p>
      )}
      {note && (
        <p className="from" id={`${id}-note`}>
          {note}
        </p>
      )}
      {error && (
        <p className="field-error" id={`${id}-error`}>
          {words.errorPrefix}
          {error}
        </p>
      )}
    </>
  );
  if (field.kind === 'commitment') {
    return (
      <div className={error ? 'question wrong' : 'question'}>
        {notes}
        <label className="tick">
          <input
            type="checkbox"
            {...common}
            checked={value === true}
            onChange={(event) => onChange(event.target.checked)}
          />
          {field.label[language]}
        </label>
      </div>
    );
  }
  return (
    <div className={error ? 'question wrong' : 'question'}>
      <label htmlFor={id}>{field.label[language]}</label>
      {notes}
      {control()}
    </div>
  );

  function control() {
    switch (field.kind) {
      case 'date':
        return (
          <input
            type="date"
            {...common}
            min={field.min}
            max={field.max}
            value={text}
            onChange={(event) => onChange(event.target.value)}
          />
        );
      case 'choice':
        return (
          <select {...common} value={text} onChange={(event) => onChange(event.target.value)}>
            <option value="">{words.choose}</option>
            {field.options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label[language]}
              </option>
            ))}
          </select>
        );
      case 'text':
        return field.multiline ? (
          <textarea {...common} rows={4} value={text} onChange={(event) => onChange(event.target.value)} />
        ) : (
          <input {...common} {...help} value={text} onChange={(event) => onChange(event.target.value)} />
        );
      default: {
        const unit =
          field.kind === 'money' ? words.yuan : field.kind === 'integer' ? field.unit?.[language] : undefined;
        return (
          <span className="with-unit">
            <input
              {...common}
              inputMode="decimal"
              autoComplete="off"
              value={text}
              onChange={(event) => onChange(event.target.value)}
            />
            {unit && <span aria-hidden="true">{unit}</span>}
          </span>
        );
      }
    }
  }
}
