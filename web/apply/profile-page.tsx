import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { ProblemError } from '../../contract/client-errors.ts';
import { fieldProblems } from '../../contract/fields.ts';
import { statedProfileSchema } from '../../domain/enterprises/profile.ts';
import { officeName } from '../../domain/zone/offices.ts';
import { formatMoment } from '../ui/format.ts';
import { profileLabels } from '../ui/profile-words.ts';
import { useLanguage, useWords } from '../ui/react-language.ts';
import { AnswerControl, controlId } from './answer-control.tsx';
import { errorsByField } from './answer-errors.ts';
import { api, isProblem, type ProfileView, session } from './api.ts';
import { messages } from './messages.ts';
import { Page, Problem, Skeleton } from './page.tsx';
import { profileMessages } from './profile-messages.ts';
import { detailQuestions, factQuestions, inputHelp, profileQuestions } from './profile-questions.ts';
import { answersOf, type Typed, typedOf } from './typed-answers.ts';

/** The enterprise profile (企业档案): stated once, used by every form; the one page that shows its details in full. */
export function ProfilePage() {
  const words = useWords(profileMessages);
  const common = useWords(messages);
  // Asked anew for each visit, and forgotten with it: the full details stand nowhere else.
  const { data, error, refetch } = useQuery({
    queryKey: ['profile', 'full'],
    queryFn: () => api.getProfile({ query: { full: 'true' } }),
    enabled: session.person()?.role === 'enterprise',
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  if (!session.person())
    return (
      <Page title={words.title}>
        <button type="button" className="main" onClick={() => session.signIn()}>
          {common.signIn}
        </button>
      </Page>
    );
  if (error)
    return (
      <Page title={words.title}>
        <Problem error={error} onAgain={refetch} />
      </Page>
    );
  if (!data)
    return (
      <Page title={words.title}>
        <Skeleton />
      </Page>
    );
  return <ProfileForm key={data.version} profile={data} onReload={refetch} />;
}

function ProfileForm({ profile, onReload }: { profile: ProfileView; onReload: () => void }) {
  const words = useWords(profileMessages);
  const common = useWords(messages);
  const language = useLanguage();
  const [, go] = useLocation();
  const next = new URLSearchParams(useSearch()).get('next');
  const queries = useQueryClient();
  const [typed, setTyped] = useState<Typed>(() => typedProfile(profile));
  const [errors, setErrors] = useState<Record<string, string>>({});
  const key = useRef(crypto.randomUUID());
  const stated = answersOf(profileQuestions, typed);
  const save = useMutation({
    mutationFn: () =>
      api.saveProfile(
        { body: { version: profile.version, profile: stated } },
        { idempotencyKey: key.current },
      ),
    onSuccess: async ({ missing }) => {
      await queries.invalidateQueries({ queryKey: ['profile'] });
      queries.invalidateQueries();
      if (next?.startsWith('/') && missing.length === 0) go(next);
    },
    onError: (error) => {
      if (!(error instanceof ProblemError)) return;
      key.current = crypto.randomUUID();
      setErrors(errorsByField(error.fields, language));
    },
  });
  const send = () => {
    const checked = statedProfileSchema.safeParse(stated, { reportInput: true });
    const found = checked.success ? {} : errorsByField(fieldProblems(checked.error.issues), language);
    setErrors(found);
    if (checked.success) save.mutate();
  };
  const summary = profileQuestions.flatMap(({ id, label }) => {
    const message = errors[id];
    return message ? [{ id: controlId(id), message: common.labelled(label[language], message) }] : [];
  });
  const ask = (questions: typeof profileQuestions) =>
    questions.map((field) => (
      <AnswerControl
        key={field.id}
        field={field}
        value={typed[field.id]}
        error={errors[field.id]}
        help={inputHelp[field.id]}
        onChange={(value) => {
          setTyped({ ...typed, [field.id]: value });
          save.reset();
        }}
      />
    ));
  const { name, uscc, officeId } = profile.enterprise;
  return (
    <Page title={words.title} errors={summary}>
      <p className="lead">{words.intro}</p>
      <dl className="facts">
        <dt>{words.name}</dt>
        <dd>{name}</dd>
        <dt>{words.uscc}</dt>
        <dd className="code small">{uscc}</dd>
        <dt>{words.office}</dt>
        <dd>{officeName(officeId, language)}</dd>
      </dl>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <fieldset>
          <legend>{words.facts}</legend>
          <p className="quiet">{words.factsHint}</p>
          {ask([...factQuestions])}
        </fieldset>
        <fieldset>
          <legend>{words.details}</legend>
          <p className="quiet">{words.detailsHint}</p>
          {ask([...detailQuestions])}
        </fieldset>
        <Problem
          error={save.error}
          {...(isProblem(save.error, 'version-changed') ? { onAgain: onReload } : {})}
        />
        <button type="submit" className="main" disabled={save.isPending}>
          {save.isPending ? words.saving : words.save}
        </button>
        <div role="status">
          {profile.savedAt && !save.isPending && summary.length === 0 && (
            <p className="quiet">{words.savedAt(formatMoment(profile.savedAt, language))}</p>
          )}
          {profile.missing.length > 0 && profile.version > 0 && (
            <p>{words.stillMissing(profile.missing.map((field) => profileLabels[field][language]))}</p>
          )}
        </div>
      </form>
    </Page>
  );
}

/** What stands in the controls: the account in groups of four, as on a card. */
function typedProfile({ facts, details = {} }: ProfileView): Typed {
  const typed = typedOf(profileQuestions, { ...facts, ...details });
  const { bankAccount } = details;
  return bankAccount ? { ...typed, bankAccount: bankAccount.replace(/(\d{4})(?=\d)/g, '$1 ') } : typed;
}
