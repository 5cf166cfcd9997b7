import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { roleNames } from '../../domain/identity.ts';
import { formatDay, formatMoment, formatYuan } from '../ui/format.ts';
import { useLanguage, useWords } from '../ui/react-language.ts';
import { api, session } from './api.ts';
import { useMyApplications } from './application-query.ts';
import { compendiumMessages } from './compendium-messages.ts';
import { messages } from './messages.ts';
import { Offers } from './offers.tsx';
import { Page, Problem, Skeleton } from './page.tsx';
import { ProfileNotice } from './profile-notice.tsx';
import { StatusTag } from './status-tag.tsx';

/** Policies, the enterprise's own applications, and the public figures. */
export function HomePage() {
  const words = useWords(messages);
  const compendium = useWords(compendiumMessages);
  return (
    <Page title={words.policies}>
      <p className="lead">{words.policiesIntro}</p>
      <p>
        <Link href="/compendium">{compendium.link}</Link>
      </p>
      <ProfileNotice />
      <Offers />
      <MyApplications />
      <PolicyCards />
      <Figures />
    </Page>
  );
}

function PolicyCards() {
  const words = useWords(messages);
  const language = useLanguage();
  const { data, error, refetch } = useQuery({ queryKey: ['policies'], queryFn: () => api.listPolicies() });
  if (error) return <Problem error={error} onAgain={refetch} />;
  if (!data) return <Skeleton />;
  return (
    <ul className="cards">
      {data.policies.map((policy) => (
        <li key={policy.id} className="card">
          <h2>{policy.title[language]}</h2>
          <p>
            <span className={policy.open ? 'tag good' : 'tag'}>
              {policy.open ? words.open : words.closed}
            </span>{' '}
            {policy.illustrative && <span className="tag warn">{words.illustrative}</span>}
          </p>
          <p>{policy.summary[language]}</p>
          <p className="quiet">
            {words.window(
              formatDay(policy.window.opensAt, language),
              lastDay(policy.window.closesAt, language),
            )}
          </p>
          <Link href={`/policies/${policy.id}`} className="button">
            {words.seePolicy}
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** The last day of a window that closes at a midnight. */
function lastDay(closesAt: string, language: 'zh' | 'en'): string {
  return formatDay(new Date(Date.parse(closesAt) - 1).toISOString(), language);
}

function MyApplications() {
  const words = useWords(messages);
  const roles = useWords(roleNames);
  const language = useLanguage();
  const person = session.person();
  const mine = useMyApplications();
  if (!person) return null;
  return (
    <section aria-labelledby="mine">
      <h2 id="mine">{words.myApplications}</h2>
      {person.role !== 'enterprise' ? (
        <p>{words.wrongRole(roles[person.role])}</p>
      ) : mine.error ? (
        <Problem error={mine.error} onAgain={mine.refetch} />
      ) : !mine.data ? (
        <Skeleton />
      ) : mine.data.applications.length === 0 ? (
        <p>{words.noApplications}</p>
      ) : (
        <ul className="rows">
          {mine.data.applications.map((application) => (
            <li key={application.applicationId}>
              <Link href={`/applications/${application.applicationId}`}>
                {application.policyTitle[language]}
              </Link>
              <StatusTag status={application.status} />
              <span>{formatYuan(application.amountFen)}</span>
              <span className="quiet">{formatMoment(application.submittedAt, language)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Figures() {
  const words = useWords(messages);
  const { data } = useQuery({ queryKey: ['scoreboard'], queryFn: () => api.getScoreboard() });
  if (!data) return null;
  const { approved, submitted, inReview } = data.applications;
  const rows = [
    [words.figureApproved, approved.count, approved.amountFen],
    [words.figureInReview, submitted.count + inReview.count, submitted.amountFen + inReview.amountFen],
  ] as const;
  return (
    <section aria-labelledby="figures" className="figures">
      <h2 id="figures">{words.figures}</h2>
      <dl>
        {rows.map(([label, count, fen]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              {words.enterprises(count)} · {formatYuan(fen)}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
