import { ExclamationCircleFilled } from '@ant-design/icons';
import type { AuditEvent } from '../../../domain/audit.ts';
import { formatMoment } from '../../ui/format.ts';
import { useLanguage, useWords } from '../../ui/react-language.ts';
import { trailMessages } from '../messages/trail-messages.ts';
import { eventWords } from './event-words.ts';

interface Props {
  events: readonly AuditEvent[];
  count: string;
  /** The number of the first event that is not as it was written. */
  brokenAt: number | undefined;
}

/** The events of one record in words: when, who, what, from which state to which. */
export function EventTable({ events, count, brokenAt }: Props) {
  const words = useWords(trailMessages);
  const language = useLanguage();
  const say = eventWords(language);
  return (
    <table className="tasks trail">
      <caption className="hidden">{words.recordCaption(count)}</caption>
      <thead>
        <tr>
          <th scope="col" className="number">
            {words.seq}
          </th>
          <th scope="col">{words.when}</th>
          <th scope="col">{words.who}</th>
          <th scope="col">{words.what}</th>
          <th scope="col">{words.states}</th>
          <th scope="col">{words.details}</th>
          <th scope="col">{words.hash}</th>
        </tr>
      </thead>
      <tbody>
        {events.map((event) => (
          <tr key={`${event.seq} ${event.hash}`} className={event.seq === brokenAt ? 'overdue' : undefined}>
            <th scope="row" className="number">
              {event.seq}
              {event.seq === brokenAt && (
                <span className="sign bad">
                  <ExclamationCircleFilled aria-hidden />
                  {words.brokenHere}
                </span>
              )}
            </th>
            <td data-label={words.when}>
              <time dateTime={event.at} title={event.at}>
                {formatMoment(event.at, language)}
              </time>
            </td>
            <td data-label={words.who}>{say.who(event)}</td>
            <td data-label={words.what}>{say.action(event.action)}</td>
            <td data-label={words.states}>{say.change(event)}</td>
            <td data-label={words.details}>{say.details(event).join(language === 'zh' ? '；' : '; ')}</td>
            <td data-label={words.hash}>
              <abbr className="code" title={words.hashOf(event.hash)}>
                {event.hash.slice(0, 8)}
              </abbr>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
