import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { Policy } from '../../domain/subsidies/policy.ts';
import { formatDay, formatDeadline } from '../ui/format.ts';
import { amountText, chainTexts } from '../ui/policy-text.ts';
import { QrCode } from '../ui/qr-code.tsx';
import { useLanguage, useWords } from '../ui/react-language.ts';
import { api } from './api.ts';
import { compendiumMessages } from './compendium-messages.ts';
import { messages } from './messages.ts';
import { Page, Problem, Skeleton } from './page.tsx';

/** Every policy in force, in full, on one page with one QR code: to read, to print as a leaflet, to subscribe to. */
export default function CompendiumPage() {
  const words = useWords(compendiumMessages);
  const language = useLanguage();
  const { data, error, refetch } = useQuery({
    queryKey: ['compendium'],
    queryFn: () => api.getCompendium(),
  });
  const address = `${location.origin}/apply/compendium`;
  return (
    <Page title={words.title}>
      <div className="compendium">
        <section className="cover" aria-label={words.title}>
          <div>
            <p className="lead">{words.intro}</p>
            <p className="screen-only">
              <button type="button" onClick={() => window.print()}>
                {words.print}
              </button>{' '}
              <a href={`/api/policies/feed?language=${language}`} type="application/feed+json">
                {words.feed}
              </a>
            </p>
            {data && (
              <nav aria-label={words.contents}>
                <h2>{words.contents}</h2>
                <ol>
                  {data.policies.map(({ policy }) => (
                    <li key={policy.id}>
                      <a href={`#${policy.id}`}>{policy.title[language]}</a>
                    </li>
                  ))}
                </ol>
              </nav>
            )}
          </div>
          <figure>
            <QrCode text={address} label={words.qr} />
            <figcaption>
              {words.scan}
              <span className="address">{address}</span>
            </figcaption>
          </figure>
        </section>
        <Problem error={error} onAgain={refetch} />
        {!data && !error && <Skeleton />}
        {data?.policies.map(({ policy, publishedAt, open }, index) => (
          <Entry key={policy.id} policy={policy} publishedAt={publishedAt} open={open} number={index + 1} />
        ))}
      </div>
    </Page>
  );
}

interface EntryProps {
  policy: Policy;
  publishedAt: string;
  open: boolean;
  number: number;
}

/** One policy, as someone reads it who has nothing but this sheet. */
function Entry({ policy, publishedAt, open, number }: EntryProps) {
  const words = useWords(compendiumMessages);
  const labels = useWords(messages);
  const language = useLanguage();
  const { id, title, summary, window: term, evidence, clauses, chain, fields } = policy;
  const rows: readonly (readonly [label: string, text: string])[] = [
    [labels.audience, policy.audience[language]],
    [labels.amount, amountText(policy.amount, fields, language)],
    [words.term, words.days(formatDay(term.opensAt, language), formatDeadline(term.closesAt, language))],
    [labels.authority, policy.authority[language]],
    [labels.legalBasis, policy.legalBasis[language]],
  ];
  return (
    <section id={id} className="entry" aria-labelledby={`entry-${id}`}>
      <h2 id={`entry-${id}`}>
        {number}. {title[language]}
      </h2>
      <p className="quiet">
        {words.version(policy.version, formatDay(publishedAt, language))}{' '}
        <span className={open ? 'tag good' : 'tag'}>{open ? labels.open : labels.closed}</span>{' '}
        {policy.illustrative && <span className="tag warn">{labels.illustrative}</span>}
      </p>
      <p>{summary[language]}</p>
      <dl className="facts">
        {rows.map(([label, text]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <div className="lists">
        <List heading={labels.clauses} items={clauses.map(({ text }) => text[language])} />
        <List
          heading={labels.evidence}
          items={evidence.map(({ label, required }) =>
            required ? words.mustAttach(label[language]) : label[language],
          )}
        />
        <List
          heading={labels.way}
          items={[...chainTexts(chain, language), labels.noticeDays(policy.noticeWorkingDays)]}
        />
      </div>
      <p className="screen-only">
        <Link href={`/policies/${id}`}>{labels.seePolicy}</Link>
      </p>
    </section>
  );
}

function List({ heading, items }: { heading: string; items: readonly string[] }) {
  if (items.length === 0) return null;
  return (
    <div>
      <h3>{heading}</h3>
      <ul>
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </div>
  );
}
