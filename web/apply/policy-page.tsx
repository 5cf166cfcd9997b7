import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { roleNames } from '../../domain/identity.ts';
import { fieldsOf } from '../../domain/subsidies/clause.ts';
import type { PolicyField } from '../../domain/subsidies/policy.ts';
import { prefilledAnswers } from '../../domain/subsidies/prefill.ts';
import { formatYuan } from '../ui/format.ts';
import { useLanguage, useWords } from '../ui/react-language.ts';
import { domainWords } from '../ui/words.ts';
import { AnswerControl } from './answer-control.tsx';
import { api, type PolicyView, session } from './api.ts';
import { useMyApplications } from './application-query.ts';
import { draftQuery } from './draft.ts';
import { Findings } from './findings.tsx';
import { messages } from './messages.ts';
import { Page, Problem, Skeleton } from './page.tsx';
import { usePolicy } from './policy-query.ts';
import { ProfileNotice } from './profile-notice.tsx';
import { useProfile } from './profile-query.ts';
import { answersOf, type Typed, typedOf } from './typed-answers.ts';

/** A policy in full, and the eligibility check before anything is typed in earnest. */
export function PolicyPage({ policyId }: { policyId: string }) {
  const words = useWords(messages);
  const stages = useWords(domainWords).stages;
  const language = useLanguage();
  const { data: policy, error, refetch } = usePolicy(policyId);
  if (error)
    return (
      <Page title={words.policies}>
        <Problem error={error} onAgain={refetch} />
      </Page>
    );
  if (!policy)
    return (
      <Page title={words.policies}>
        <Skeleton />
      </Page>
    );
  return (
    <Page title={policy.title[language]}>
      <p className="lead">{policy.summary[language]}</p>
      <dl className="facts">
        <dt>{words.authority}</dt>
        <dd>{policy.authority[language]}</dd>
        <dt>{words.legalBasis}</dt>
        <dd>{policy.legalBasis[language]}</dd>
        <dt>{words.audience}</dt>
        <dd>{policy.audience[language]}</dd>
        <dt>{words.amount}</dt>
        <dd>
          <Amount policy={policy} />
        </dd>
        <dt>{words.way}</dt>
        <dd>
          <ol className="way">
            {policy.chain.map(({ stage, workingDays, aboveFen }) => (
              <li key={stage}>
                {words.wayStage(stages[stage], workingDays)}
                {aboveFen !== undefined && words.wayAbove(formatYuan(aboveFen))}
              </li>
            ))}
          </ol>
        </dd>
        {policy.evidence.length > 0 && (
          <>
            <dt>{words.evidence}</dt>
            <dd>
              <ul className="way">
                {policy.evidence.map((piece) => (
                  <li key={piece.id}>
                    {piece.label[language]}
                    {piece.required && words.evidenceRequired}
                  </li>
                ))}
              </ul>
            </dd>
          </>
        )}
        <dt>{words.notice}</dt>
        <dd>{words.noticeDays(policy.noticeWorkingDays)}</dd>
      </dl>
      <EligibilityCheck policy={policy} />
      <Start policy={policy} />
    </Page>
  );
}

function Start({ policy }: { policy: PolicyView }) {
  const words = useWords(messages);
  const roles = useWords(roleNames);
  const person = session.person();
  const draft = useQuery({
    ...draftQuery(policy.id),
    enabled: person?.role === 'enterprise' && policy.open,
  });
  const mine = useMyApplications().data?.applications.find(
    ({ policyId, status }) => policyId === policy.id && status !== 'withdrawn',
  );
  if (mine)
    return (
      <p>
        {words.alreadyApplied}{' '}
        <Link href={`/applications/${mine.applicationId}`}>{words.seeApplication}</Link>
      </p>
    );
  if (!policy.open) return <p className="tag">{words.closed}</p>;
  if (person && person.role !== 'enterprise') return <p>{words.wrongRole(roles[person.role])}</p>;
  return person ? (
    <>
      <ProfileNotice next={`/policies/${policy.id}`} />
      <Link href={`/policies/${policy.id}/form`} className="button main">
        {draft.data ? words.resume : words.start}
      </Link>
    </>
  ) : (
    <button type="button" className="main" onClick={() => session.signIn()}>
      {words.signInToApply}
    </button>
  );
}

/** How the amount is computed, in words. */
function Amount({ policy: { amount, fields } }: { policy: PolicyView }) {
  const words = useWords(messages);
  const language = useLanguage();
  if (amount.kind === 'fixed') return words.amountFixed(formatYuan(amount.fen));
  const field = fields.find(({ id }) => id === amount.field);
  const counted = field?.label[language] ?? '';
  const unit = (field?.kind === 'integer' && field.unit?.[language]) || '';
  switch (amount.kind) {
    case 'share':
      return words.amountShare(counted, amount.percent, formatYuan(amount.capFen));
    case 'per-head':
      return words.amountPerHead(counted, formatYuan(amount.fenEach), unit, formatYuan(amount.capFen));
    case 'tiers':
      return (
        <ul className="way">
          {amount.tiers.map(({ atLeast, fen }) => (
            <li key={atLeast}>{words.amountTier(counted, `${atLeast} ${unit}`, formatYuan(fen))}</li>
          ))}
        </ul>
      );
  }
}

/** The questions the clauses rest on, and the amount does; the rest of the form is not needed to know. */
function decisiveFields({ fields, clauses, amount }: PolicyView): PolicyField[] {
  const used = new Set([
    ...clauses.flatMap(({ test }) => fieldsOf(test)),
    ...('field' in amount ? [amount.field] : []),
  ]);
  return fields.filter((field) => used.has(field.id));
}

function EligibilityCheck({ policy }: { policy: PolicyView }) {
  const words = useWords(messages);
  const language = useLanguage();
  const results = useWords(domainWords).results;
  const [changed, setChanged] = useState<Typed>({});
  const { facts = {} } = useProfile().data ?? {};
  const typed = { ...typedOf(policy.fields, prefilledAnswers(policy, facts)), ...changed };
  const answers = answersOf(policy.fields, typed);
  const signedIn = session.person()?.role === 'enterprise';
  const { data, error } = useQuery({
    queryKey: ['eligibility', policy.id, answers],
    queryFn: () => api.checkEligibility({ params: { policyId: policy.id }, body: { answers } }),
    enabled: signedIn,
    placeholderData: (previous) => previous,
  });
  return (
    <section className="card" aria-labelledby="check">
      <h2 id="check">{words.checkTitle}</h2>
      {!signedIn ? (
        <>
          <p>{words.signInToCheck}</p>
          <ul>
            {policy.clauses.map((clause) => (
              <li key={clause.id}>{clause.text[language]}</li>
            ))}
          </ul>
        </>
      ) : (
        <>
          <p className="quiet">{words.checkIntro}</p>
          {decisiveFields(policy).map((field) => (
            <AnswerControl
              key={field.id}
              field={field}
              value={typed[field.id]}
              error={undefined}
              onChange={(value) => setChanged({ ...changed, [field.id]: value })}
            />
          ))}
          <Problem error={error} />
          {data && (
            <div role="status">
              <h3>
                {words.labelled(words.clausesChecked, '')}
                <span className={`result ${data.result}`}>{results[data.result]}</span>
              </h3>
              <Findings findings={data.findings} policy={policy} />
              <p>
                {words.labelled(words.amountNow, '')}
                <strong>
                  {data.amountFen === undefined ? words.amountOpen : formatYuan(data.amountFen)}
                </strong>
              </p>
            </div>
          )}
        </>
      )}
    </section>
  );
}
