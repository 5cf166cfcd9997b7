import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import { newVenueSchema } from '../../../contract/venues.ts';
import { venueKinds } from '../../../domain/itinerary/venue.ts';
import { offices } from '../../../domain/zone/offices.ts';
import { useLanguage, useWords } from '../../ui/react-language.ts';
import { api, type Venue } from '../api.ts';
import { venueMessages } from '../messages/venue-messages.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { venuesKey } from './use-venues.ts';

type Given = Pick<Venue, 'name' | 'kind' | 'officeId'>;
const nothing: Given = { name: '', kind: venueKinds[0], officeId: offices[0]?.officeId ?? '' };

/** Registers a venue; what was typed stays until it is registered. */
export function VenueForm() {
  const words = useWords(venueMessages);
  const language = useLanguage();
  const queries = useQueryClient();
  const [given, setGiven] = useState(nothing);
  const [checked, setChecked] = useState(false);
  const create = useMutation({
    mutationFn: (body: Given) => api.createVenue({ body }),
    onSuccess: () => {
      setGiven((kept) => ({ ...kept, name: '' }));
      setChecked(false);
      return queries.invalidateQueries({ queryKey: venuesKey });
    },
  });
  const nameWrong = checked && !newVenueSchema.shape.name.safeParse(given.name).success;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    const parsed = newVenueSchema.safeParse(given);
    if (parsed.success) return create.mutate(parsed.data);
    const [first] = parsed.error.issues;
    document.getElementById(`venue-${String(first?.path[0])}`)?.focus();
  };
  return (
    <section className="card" aria-labelledby="create-venue">
      <h2 id="create-venue">{words.createTitle}</h2>
      {create.isSuccess && (
        <Alert
          className="notice"
          role="status"
          type="success"
          showIcon
          title={words.createdNow(create.data.name)}
        />
      )}
      {create.isError && <ProblemNotice error={create.error} />}
      <form onSubmit={submit} noValidate className="venue-form">
        <Field id="venue-name" label={words.name} hint={words.nameHint} error={nameWrong && words.nameLength}>
          <input
            className="text-field"
            id="venue-name"
            value={given.name}
            maxLength={60}
            aria-invalid={nameWrong}
            aria-describedby="venue-name-hint"
            onChange={({ target }) => setGiven({ ...given, name: target.value })}
          />
        </Field>
        <Field id="venue-kind" label={words.kind}>
          <select
            id="venue-kind"
            value={given.kind}
            onChange={({ target }) => setGiven({ ...given, kind: target.value as Venue['kind'] })}
          >
            {venueKinds.map((kind) => (
              <option key={kind} value={kind}>
                {words.kinds[kind]}
              </option>
            ))}
          </select>
        </Field>
        <Field id="venue-officeId" label={words.office}>
          <select
            id="venue-officeId"
            value={given.officeId}
            onChange={({ target }) => setGiven({ ...given, officeId: target.value })}
          >
            {offices.map(({ officeId, name }) => (
              <option key={officeId} value={officeId}>
                {name[language]}
              </option>
            ))}
          </select>
        </Field>
        <Button type="primary" htmlType="submit" loading={create.isPending}>
          {words.create}
        </Button>
      </form>
    </section>
  );
}

interface FieldProps {
  id: string;
  label: string;
  hint?: string;
  /** What is wrong with it, if anything. */
  error?: string | false;
  children: ReactNode;
}

function Field({ id, label, hint, error = false, children }: FieldProps) {
  return (
    <div>
      <label className="field" htmlFor={id}>
        {label}
      </label>
      {children}
      {(hint || error) && (
        <p id={`${id}-hint`} className={error ? 'field-error' : 'quiet'} role={error ? 'alert' : undefined}>
          {error || hint}
        </p>
      )}
    </div>
  );
}
