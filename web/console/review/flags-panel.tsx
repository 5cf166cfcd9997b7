import { CheckCircleFilled, ExclamationCircleFilled, FlagFilled } from '@ant-design/icons';
import { Link } from 'react-router';
import { type Flag, severityOf } from '../../../domain/subsidies/flags.ts';
import { formatYuan } from '../../ui/format.ts';
import { useWords } from '../../ui/react-language.ts';
import { domainWords } from '../../ui/words.ts';
import type { Review } from '../api.ts';
import { flagMessages } from '../messages/flag-messages.ts';

const tones = { high: 'bad', medium: 'warn', low: 'accent' } as const;

/** What has to be looked at before an approval: why, how closely, what to do, and whom else it concerns. */
export function FlagsPanel({ review: { flags } }: { review: Review }) {
  const words = useWords(flagMessages);
  if (flags.length === 0) return null;
  return (
    <section className="card" aria-labelledby="flags">
      <h2 id="flags">{words.title}</h2>
      <p className="quiet">{words.intro}</p>
      <ul className="findings">
        {flags.map((shown) => (
          <FlagItem key={`${shown.flag.kind} ${shown.standing}`} shown={shown} />
        ))}
      </ul>
    </section>
  );
}

function FlagItem({ shown: { flag, standing, others } }: { shown: Review['flags'][number] }) {
  const words = useWords(flagMessages);
  const what = useWhat();
  const severity = severityOf[flag.kind];
  const tone = standing === 'cleared' ? 'good' : tones[severity];
  const Icon =
    standing === 'cleared' ? CheckCircleFilled : severity === 'low' ? FlagFilled : ExclamationCircleFilled;
  const unnamed = 'count' in flag ? flag.count - others.length : 0;
  return (
    <li>
      <span className={`sign ${tone}`}>
        <Icon aria-hidden /> {standing === 'open' ? words.severity[severity] : words.standing[standing]}
      </span>
      <div>
        {what(flag)}
        <span className="under">{words.todo[flag.kind]}</span>
        {others.length > 0 && (
          <ul className="others" aria-label={words.others}>
            {others.map(({ uscc, name, applicationId }) => (
              <li key={`${uscc} ${applicationId}`}>
                {applicationId ? (
                  <Link to={`/reviews/${applicationId}`} aria-label={words.openOther(name)}>
                    {name}
                  </Link>
                ) : (
                  name
                )}{' '}
                <span className="code quiet">{uscc}</span>
              </li>
            ))}
            {unnamed > 0 && <li>{words.more(unnamed)}</li>}
          </ul>
        )}
      </div>
    </li>
  );
}

/** Says what a flag is about. */
function useWhat(): (flag: Flag) => string {
  const { what } = useWords(flagMessages);
  const { stages } = useWords(domainWords);
  return (flag) => {
    switch (flag.kind) {
      case 'account-shared':
      case 'representative-shared':
      case 'evidence-reused':
        return what[flag.kind](flag.count);
      case 'amount-near-threshold':
        return what[flag.kind](formatYuan(flag.limitFen), stages[flag.stage]);
      case 'amount-near-cap':
        return what[flag.kind](formatYuan(flag.limitFen));
    }
  };
}
