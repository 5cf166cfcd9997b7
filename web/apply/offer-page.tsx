import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { ProblemError } from '../../contract/client-errors.ts';
import { formatYuan } from '../ui/format.ts';
import { useLanguage, useWords } from '../ui/react-language.ts';
import { AnswerControl, controlId } from './answer-control.tsx';
import { answerErrors, errorsByField } from './answer-errors.ts';
import { AnswerList } from './answer-list.tsx';
import { api, type OfferView, type PolicyView, session } from './api.ts';
import { Findings } from './findings.tsx';
import { messages } from './messages.ts';
import { offerMessages } from './offer-messages.ts';
import { useOffers } from './offer-query.ts';
import { Page, Problem, Skeleton } from './page.tsx';
import { usePolicy } from './policy-query.ts';
import { profileMessages } from './profile-messages.ts';
import { ProfileUsed } from './profile-notice.tsx';

/** One offer (免申即享): what it rests on, and the declarations that only a person can make. */
export function OfferPage({ policyId }: { policyId: string }) {
  const words = useWords(offerMessages);
  const common = useWords(messages);
  const offers = useOffers();
  const policy = usePolicy(policyId);
  const offer = offers.data?.offers.find((one) => one.policyId === policyId);
  const failed = offers.error ?? policy.error;
  if (failed)
    return (
      <Page title={words.title}>
        <Problem error={failed} onAgain={offers.refetch} />
      </Page>
    );
  if (!session.person())
    return (
      <Page title={words.title}>
        <button type="button" className="main" onClick={() => session.signIn()}>
          {common.signIn}
        </button>
      </Page>
    );
  if (offers.isLoading || !policy.data)
    return (
      <Page title={words.title}>
        <Skeleton />
      </Page>
    );
  if (!offer)
    return (
      <Page title={words.title}>
        <p>{words.gone}</p>
        <p className="quiet">{words.goneHint}</p>
        <Link href={`/policies/${policyId}`}>{common.seePolicy}</Link>
      </Page>
    );
  return <Confirmation offer={offer} policy={policy.data} />;
}

function Confirmation({ offer, policy }: { offer: OfferView; policy: PolicyView }) {
  const words = useWords(offerMessages);
  const common = useWords(messages);
  const profile = useWords(profileMessages);
  const language = useLanguage();
  const [, go] = useLocation();
  const queries = useQueryClient();
  const [declared, setDeclared] = useState<Record<string, boolean>>({});
  const [errors, setErrors] = useState<Record<string, string>>({});
  const key = useRef(crypto.randomUUID());
  const answers = { ...offer.answers, ...declared };
  const { policyId } = offer;
  const submit = useMutation({
    mutationFn: () =>
      api.submitApplication(
        { body: { uscc: session.person()?.uscc ?? '', policyId, answers, source: 'offer' } },
        { idempotencyKey: key.current },
      ),
    onSuccess: async ({ applicationId }) => {
      go(`/receipts/${applicationId}`);
      await queries.invalidateQueries();
    },
    onError: (error) => {
      if (!(error instanceof ProblemError)) return;
      key.current = crypto.randomUUID();
      setErrors(errorsByField(error.fields, language));
      queries.invalidateQueries({ queryKey: ['offers'] });
    },
  });
  const commitments = policy.fields.filter(({ kind }) => kind === 'commitment');
  const known = policy.fields.filter(({ kind }) => kind !== 'commitment');
  const summary = commitments.flatMap(({ id }) =>
    errors[id] ? [{ id: controlId(id), message: common.labelled(words.declare, errors[id]) }] : [],
  );
  return (
    <Page title={words.confirmTitle(offer.title[language])} errors={summary}>
      <p className="lead">{words.confirmIntro}</p>
      <p>
        {common.labelled(common.amount, '')}
        <strong className="amount">{formatYuan(offer.amountFen)}</strong>
      </p>
      <section aria-labelledby="offer-answers">
        <h2 id="offer-answers">{words.answers}</h2>
        <AnswerList
          fields={known}
          answers={offer.answers}
          action={() => <span className="from">{profile.fromProfile}</span>}
        />
        <h2>{common.findings}</h2>
        <Findings findings={offer.findings} policy={policy} />
      </section>
      <ProfileUsed next={`/offers/${policyId}`} />
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const found = answerErrors(policy, answers, language);
          setErrors(found);
          if (Object.keys(found).length === 0) submit.mutate();
        }}
      >
        {commitments.map((field) => (
          <AnswerControl
            key={field.id}
            field={field}
            value={declared[field.id]}
            error={errors[field.id]}
            onChange={(value) => setDeclared({ ...declared, [field.id]: value === true })}
          />
        ))}
        <Problem error={submit.error} />
        <button type="submit" className="main" disabled={submit.isPending}>
          {submit.isPending ? common.submitting : words.confirm}
        </button>
      </form>
    </Page>
  );
}
