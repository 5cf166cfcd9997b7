import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { formatReceiptCode } from '../../domain/subsidies/receipt-code.ts';
import { reasons } from '../../domain/subsidies/review.ts';
import { formatDeadline, formatMoment, formatYuan } from '../ui/format.ts';
import { useLanguage, useWords } from '../ui/react-language.ts';
import { domainWords } from '../ui/words.ts';
import { AnswerList } from './answer-list.tsx';
import { type ApplicationView, api } from './api.ts';
import { AppealSection } from './appeal-section.tsx';
import { useApplication } from './application-query.ts';
import { AttachmentList, DownloadButton } from './attachment-list.tsx';
import { evidenceMessages } from './evidence-messages.ts';
import { Findings } from './findings.tsx';
import { messages } from './messages.ts';
import { Page, Problem, Skeleton } from './page.tsx';
import { usePolicy } from './policy-query.ts';
import { StatusTag } from './status-tag.tsx';

/** One application: where it stands, what happened, what was answered; correction and withdrawal. */
export function ApplicationPage({ applicationId }: { applicationId: string }) {
  const words = useWords(messages);
  const evidenceWords = useWords(evidenceMessages);
  const language = useLanguage();
  const { data, error, refetch } = useApplication(applicationId);
  const policy = usePolicy(data?.policyId ?? '').data;
  if (error)
    return (
      <Page title={words.seeApplication}>
        <Problem error={error} onAgain={refetch} />
      </Page>
    );
  if (!data)
    return (
      <Page title={words.seeApplication}>
        <Skeleton />
      </Page>
    );
  return (
    <Page title={data.policyTitle[language]}>
      <Standing application={data} />
      {data.status === 'returned' && (
        <Link href={`/applications/${applicationId}/correction`} className="button main">
          {words.correct}
        </Link>
      )}
      <AppealSection application={data} />
      <Timeline application={data} />
      {policy && (
        <section>
          <h2>{words.answers}</h2>
          <AnswerList fields={policy.fields} answers={data.answers} />
          {policy.evidence.length > 0 && (
            <>
              <h2>{evidenceWords.title}</h2>
              <AttachmentList
                pieces={policy.evidence}
                attachments={data.attachments}
                action={(attachment) => (
                  <DownloadButton applicationId={applicationId} attachment={attachment} />
                )}
              />
            </>
          )}
          <h2>{words.findings}</h2>
          <Findings findings={data.findings} policy={policy} />
        </section>
      )}
      <p className="actions">
        <button type="button" onClick={() => print()}>
          {words.print}
        </button>
      </p>
      {['submitted', 'inReview', 'returned'].includes(data.status) && <Withdrawal application={data} />}
    </Page>
  );
}

function Standing({ application }: { application: ApplicationView }) {
  const words = useWords(messages);
  const stages = useWords(domainWords).stages;
  const language = useLanguage();
  const { waiting, paused } = application;
  return (
    <dl className="facts">
      <dt>{words.receiptCode}</dt>
      <dd className="code small">{formatReceiptCode(application.applicationId)}</dd>
      <dt>{words.status}</dt>
      <dd>
        <StatusTag status={application.status} />{' '}
        {waiting &&
          (waiting.kind === 'review'
            ? words.expected(stages[waiting.stage], formatDeadline(waiting.dueAt, language))
            : words.correctBy(formatDeadline(waiting.dueAt, language)))}
        {paused && (
          <p className="quiet">
            {words.paused(stages[paused.stage], formatMoment(paused.since, language), paused.workingDaysLeft)}
          </p>
        )}
      </dd>
      <dt>{words.amount}</dt>
      <dd>{formatYuan(application.amountFen)}</dd>
      <dt>{words.submittedAt}</dt>
      <dd>{formatMoment(application.submittedAt, language)}</dd>
    </dl>
  );
}

function Timeline({ application }: { application: ApplicationView }) {
  const words = useWords(messages);
  const stages = useWords(domainWords).stages;
  const language = useLanguage();
  return (
    <section>
      <h2>{words.timeline}</h2>
      <ol className="timeline">
        {application.timeline.map((happening) => (
          <li key={`${happening.at}${happening.event}`} className={happening.event}>
            <strong>
              {happening.stage
                ? words.labelled(stages[happening.stage], words.events[happening.event])
                : words.events[happening.event]}
            </strong>
            <span className="quiet">
              {' '}
              {formatMoment(happening.at, language)}
              {happening.workingDays !== undefined && ` · ${words.timeTaken(happening.workingDays)}`}
            </span>
            {happening.reasonCode && <p>{reasons[happening.reasonCode][language]}</p>}
            {happening.note && <p>{happening.note}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Withdrawal({ application: { applicationId, version, appeal } }: { application: ApplicationView }) {
  const words = useWords(messages);
  const queries = useQueryClient();
  const [asked, setAsked] = useState(false);
  const withdraw = useMutation({
    mutationFn: () => api.withdrawApplication({ params: { applicationId }, body: { version } }),
    onSuccess: () => queries.invalidateQueries(),
  });
  if (!asked) {
    return (
      <button type="button" className="plain" onClick={() => setAsked(true)}>
        {words.withdraw}
      </button>
    );
  }
  return (
    <div className="problem" role="alertdialog" aria-labelledby="withdraw-sure">
      <p id="withdraw-sure">{appeal ? words.withdrawAppealSure : words.withdrawSure}</p>
      <Problem error={withdraw.error} />
      <button type="button" disabled={withdraw.isPending} onClick={() => withdraw.mutate()}>
        {words.withdrawYes}
      </button>{' '}
      <button type="button" onClick={() => setAsked(false)}>
        {words.withdrawNo}
      </button>
    </div>
  );
}
