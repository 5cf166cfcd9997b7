import { Link } from 'wouter';
import { formatYuan } from '../ui/format.ts';
import { useLanguage, useWords } from '../ui/react-language.ts';
import { offerMessages } from './offer-messages.ts';
import { useOffers } from './offer-query.ts';

/** The offers of the system (免申即享), each with its amount; nothing where there is none. */
export function Offers() {
  const words = useWords(offerMessages);
  const language = useLanguage();
  const offers = useOffers().data?.offers ?? [];
  if (offers.length === 0) return null;
  return (
    <section className="card offers" aria-labelledby="offers">
      <h2 id="offers">{words.title}</h2>
      <p className="quiet">{words.intro}</p>
      <ul className="rows">
        {offers.map(({ policyId, title, amountFen }) => (
          <li key={policyId}>
            <span>{title[language]}</span>
            <strong className="amount">{words.amount(formatYuan(amountFen))}</strong>
            <Link href={`/offers/${policyId}`} className="button main">
              {words.see(title[language])}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
