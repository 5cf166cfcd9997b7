import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { Link, useLocation } from 'wouter';
import { ProblemError } from '../../contract/client-errors.ts';
import { evidencePath } from '../../domain/subsidies/evidence.ts';
import { formatYuan } from '../ui/format.ts';
import { useLanguage, useWords } from '../ui/react-language.ts';
import { controlId } from './answer-control.tsx';
import { errorsByField } from './answer-errors.ts';
import { AnswerList } from './answer-list.tsx';
import { api, session } from './api.ts';
import { AttachmentList } from './attachment-list.tsx';
import { draftQuery } from './draft.ts';
import { evidenceMessages } from './evidence-messages.ts';
import { Findings } from './findings.tsx';
import { messages } from './messages.ts';
import { Page, Problem, Skeleton } from './page.tsx';
import { usePolicy } from './policy-query.ts';
import { ProfileNotice, ProfileUsed } from './profile-notice.tsx';
import { useProfile } from './profile-query.ts';
import { uploadsQuery } from './uploads.ts';

/** All answers once more, with what the clauses say of them and the amount; then submission. */
export function CheckPage({ policyId }: { policyId: string }) {
  const words = useWords(messages);
  const evidenceWords = useWords(evidenceMessages);
  const language = useLanguage();
  const [, go] = useLocation();
  const queries = useQueryClient();
  const policy = usePolicy(policyId);
  const draft = useQuery(draftQuery(policyId));
  const profile = useProfile();
  const uploads = useQuery(uploadsQuery(policyId));
  const answers = draft.data?.answers;
  const assessment = useQuery({
    queryKey: ['eligibility', policyId, answers],
    queryFn: () => api.checkEligibility({ params: { policyId }, body: { answers: answers ?? {} } }),
    enabled: answers !== undefined,
  });
  // One key for this intent: a second click, or a second try after a lost answer, is the same submission.
  const key = useRef(crypto.randomUUID());
  const submit = useMutation({
    mutationFn: () =>
      api.submitApplication(
        { body: { uscc: session.person()?.uscc ?? '', policyId, answers: answers ?? {} } },
        { idempotencyKey: key.current },
      ),
    onSuccess: ({ applicationId }) => {
      queries.invalidateQueries({ queryKey: ['applications'] });
      queries.removeQueries({ queryKey: draftQuery(policyId).queryKey });
      queries.removeQueries({ queryKey: uploadsQuery(policyId).queryKey });
      go(`/receipts/${applicationId}`);
    },
  });
  const title = words.checkAnswers;
  const failed = policy.error ?? draft.error;
  if (failed)
    return (
      <Page title={title}>
        <Problem error={failed} />
      </Page>
    );
  if (!policy.data || !answers)
    return (
      <Page title={title}>
        <Skeleton />
      </Page>
    );
  const refused = submit.error instanceof ProblemError ? errorsByField(submit.error.fields, language) : {};
  const summary = Object.entries(refused).map(([field, message]) => ({ id: controlId(field), message }));
  return (
    <Page title={title} errors={summary}>
      <p className="lead">{words.checkAnswersIntro}</p>
      <AnswerList
        fields={policy.data.fields}
        answers={answers}
        action={(field) => (
          <Link
            href={`/policies/${policyId}/form#${controlId(field.id)}`}
            id={controlId(field.id)}
            aria-label={words.labelled(words.change, field.label[language])}
          >
            {words.change}
          </Link>
        )}
      />
      {policy.data.evidence.length > 0 && (
        <section className="card">
          <h2>{evidenceWords.title}</h2>
          <AttachmentList pieces={policy.data.evidence} attachments={uploads.data?.attachments ?? []} />
          <Link
            href={`/policies/${policyId}/form#${controlId(evidencePath(policy.data.evidence[0]?.id ?? ''))}`}
          >
            {words.labelled(words.change, evidenceWords.title)}
          </Link>
        </section>
      )}
      {assessment.data && (
        <section className="card">
          <h2>{words.findings}</h2>
          <Findings findings={assessment.data.findings} policy={policy.data} />
          {assessment.data.result === 'fail' && <p className="problem">{words.eligibilityFail}</p>}
          {assessment.data.amountFen !== undefined && (
            <p>
              {words.labelled(words.amountNow, '')}
              <strong className="amount">{formatYuan(assessment.data.amountFen)}</strong>
            </p>
          )}
        </section>
      )}
      <ProfileUsed next={`/policies/${policyId}/check`} />
      <ProfileNotice next={`/policies/${policyId}/check`} />
      <Problem error={submit.error} />
      {profile.data?.missing.length === 0 && (
        <button type="button" className="main" disabled={submit.isPending} onClick={() => submit.mutate()}>
          {submit.isPending ? words.submitting : words.submit}
        </button>
      )}
    </Page>
  );
}
