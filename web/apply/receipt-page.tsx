import { Link } from 'wouter';
import { formatReceiptCode } from '../../domain/subsidies/receipt-code.ts';
import { formatDeadline, formatYuan } from '../ui/format.ts';
import { useLanguage, useWords } from '../ui/react-language.ts';
import { domainWords } from '../ui/words.ts';
import { useApplication } from './application-query.ts';
import { messages } from './messages.ts';
import { Page, Problem, Skeleton } from './page.tsx';

/** The receipt (受理回执): the code, and who acts next by when. */
export function ReceiptPage({ applicationId }: { applicationId: string }) {
  const words = useWords(messages);
  const stages = useWords(domainWords).stages;
  const language = useLanguage();
  const { data, error, refetch } = useApplication(applicationId);
  return (
    <Page title={words.receiptTitle}>
      <div className="receipt">
        <p>{words.receiptCode}</p>
        <p className="code">{formatReceiptCode(applicationId)}</p>
      </div>
      <p>{words.receiptHint}</p>
      {error ? (
        <Problem error={error} onAgain={refetch} />
      ) : !data ? (
        <Skeleton />
      ) : (
        <section className="card">
          <h2>{words.nextTitle}</h2>
          <p>
            {data.policyTitle[language]} · <strong>{formatYuan(data.amountFen)}</strong>
          </p>
          {data.waiting && (
            <p>{words.nextBy(stages[data.waiting.stage], formatDeadline(data.waiting.dueAt, language))}</p>
          )}
          <p>{words.nextNotice}</p>
        </section>
      )}
      <p className="actions">
        <Link href={`/applications/${applicationId}`} className="button">
          {words.seeApplication}
        </Link>{' '}
        <button type="button" onClick={() => print()}>
          {words.print}
        </button>
      </p>
    </Page>
  );
}
