import { CheckCircleFilled, CloseCircleFilled, ExclamationCircleFilled } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import type { ResponseOf } from '../../../contract/routes.ts';
import type { ApplicationStatus } from '../../../domain/subsidies/application.ts';
import { formatYuan } from '../../ui/format.ts';
import { useWords } from '../../ui/react-language.ts';
import { domainWords } from '../../ui/words.ts';
import { api } from '../api.ts';
import { pollPause } from '../attention.ts';
import { Loading } from '../loading.tsx';
import { scoreboardMessages } from '../messages/scoreboard-messages.ts';
import { PageTitle } from '../page-title.tsx';
import { ProblemNotice } from '../problem-notice.tsx';

type Scoreboard = ResponseOf<'getScoreboard'>;

/** The public figures, as they are: counts and sums. */
export default function ScoreboardPage() {
  const words = useWords(scoreboardMessages);
  const scoreboard = useQuery({
    queryKey: ['scoreboard'],
    queryFn: ({ signal }) => api.getScoreboard({}, { signal }),
    refetchInterval: () => pollPause() * 3,
  });
  return (
    <>
      <PageTitle title={words.title}>
        <span className="quiet">{words.live}</span>
      </PageTitle>
      {scoreboard.isPending && <Loading />}
      {scoreboard.isError && (
        <ProblemNotice error={scoreboard.error} onRetry={() => void scoreboard.refetch()} />
      )}
      {scoreboard.data && (
        <div className="figures">
          <Applications applications={scoreboard.data.applications} />
          <Scans scans={scoreboard.data.scans} />
        </div>
      )}
    </>
  );
}

function Applications({ applications }: Pick<Scoreboard, 'applications'>) {
  const words = useWords(scoreboardMessages);
  const { statuses } = useWords(domainWords);
  const rows = Object.entries(applications) as [ApplicationStatus, Scoreboard['applications']['approved']][];
  const sum = (of: 'count' | 'amountFen') => rows.reduce((total, [, row]) => total + row[of], 0);
  return (
    <section className="card" aria-labelledby="applications">
      <h2 id="applications">{words.applications}</h2>
      <table className="plain-table">
        <caption className="hidden">{words.applicationsCaption}</caption>
        <thead>
          <tr>
            <th scope="col">{words.status}</th>
            <th scope="col" className="number">
              {words.count}
            </th>
            <th scope="col" className="number">
              {words.amount}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([status, { count, amountFen }]) => (
            <tr key={status} data-status={status}>
              <th scope="row">{statuses[status]}</th>
              <td className="number">{count.toLocaleString('en')}</td>
              <td className="number">{formatYuan(amountFen)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{words.total}</th>
            <td className="number">{sum('count').toLocaleString('en')}</td>
            <td className="number">{formatYuan(sum('amountFen'))}</td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
}

const scanSigns = {
  green: { tone: 'good', icon: <CheckCircleFilled aria-hidden /> },
  yellow: { tone: 'warn', icon: <ExclamationCircleFilled aria-hidden /> },
  red: { tone: 'bad', icon: <CloseCircleFilled aria-hidden /> },
} as const satisfies Record<keyof Scoreboard['scans'], object>;

function Scans({ scans }: Pick<Scoreboard, 'scans'>) {
  const words = useWords(scoreboardMessages);
  return (
    <section className="card" aria-labelledby="scans">
      <h2 id="scans">{words.scans}</h2>
      <table className="plain-table">
        <caption className="hidden">{words.scansCaption}</caption>
        <thead>
          <tr>
            <th scope="col">{words.colour}</th>
            <th scope="col" className="number">
              {words.times}
            </th>
          </tr>
        </thead>
        <tbody>
          {(['green', 'yellow', 'red'] as const).map((colour) => (
            <tr key={colour} data-colour={colour}>
              <th scope="row">
                <span className={`sign ${scanSigns[colour].tone}`}>
                  {scanSigns[colour].icon} {words.colours[colour]}
                </span>
              </th>
              <td className="number">{scans[colour].toLocaleString('en')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
