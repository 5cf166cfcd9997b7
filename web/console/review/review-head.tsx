import { ExclamationCircleFilled } from '@ant-design/icons';
import { formatReceiptCode } from '../../../domain/subsidies/receipt-code.ts';
import { officeName } from '../../../domain/zone/offices.ts';
import { formatDeadline, formatMoment, formatYuan } from '../../ui/format.ts';
import { useLanguage, useWords } from '../../ui/react-language.ts';
import { domainWords } from '../../ui/words.ts';
import type { Review } from '../api.ts';
import { queueMessages } from '../messages/queue-messages.ts';
import { reviewMessages } from '../messages/review-messages.ts';
import { PageTitle } from '../page-title.tsx';

/** Who applies for what, how much, and by when it is to be decided. */
export function ReviewHead({ review: { application, policy, paused } }: { review: Review }) {
  const words = useWords(reviewMessages);
  const queueWords = useWords(queueMessages);
  const { statuses, stages } = useWords(domainWords);
  const language = useLanguage();
  const { enterprise, waiting, status } = application;
  return (
    <>
      <PageTitle title={enterprise.name}>
        <span className="tag">{waiting?.kind === 'review' ? stages[waiting.stage] : statuses[status]}</span>
        {waiting?.reminded && waiting.escalations === 0 && (
          <span className="sign warn">{queueWords.reminded}</span>
        )}
        {application.source === 'offer' && <span className="tag">{words.offered}</span>}
        {waiting && waiting.escalations > 0 && (
          <span className="sign bad">
            <ExclamationCircleFilled aria-hidden /> {queueWords.overdue} ·{' '}
            {queueWords.escalated(waiting.escalations)}
          </span>
        )}
      </PageTitle>
      <dl className="head">
        <div>
          <dt>{words.amount}</dt>
          <dd className="amount">{formatYuan(application.amountFen)}</dd>
        </div>
        <div>
          <dt>{words.policy}</dt>
          <dd>{policy.title[language]}</dd>
        </div>
        {waiting && (
          <div>
            <dt>{waiting.kind === 'correction' ? words.correctionDue : words.due}</dt>
            <dd>
              {formatDeadline(waiting.dueAt, language)}
              {paused && (
                <span className="under">
                  {words.paused(
                    stages[paused.stage],
                    formatMoment(paused.since, language),
                    paused.workingDaysLeft,
                  )}
                </span>
              )}
            </dd>
          </div>
        )}
        <div>
          <dt>{words.submitted}</dt>
          <dd>{formatMoment(application.submittedAt, language)}</dd>
        </div>
        <div>
          <dt>{words.receiptCode}</dt>
          <dd className="code">{formatReceiptCode(application.applicationId)}</dd>
        </div>
        <div>
          <dt>{words.uscc}</dt>
          <dd className="code">{enterprise.uscc}</dd>
        </div>
        <div>
          <dt>{words.office}</dt>
          <dd>{officeName(enterprise.officeId, language)}</dd>
        </div>
      </dl>
    </>
  );
}
