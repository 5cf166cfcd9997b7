import { Button } from 'antd';
import { Link, useSearchParams } from 'react-router';
import type { AuditEvent } from '../../../domain/audit.ts';
import { addDays, daySchema } from '../../../domain/time.ts';
import { formatDay, formatMoment } from '../../ui/format.ts';
import { useLanguage, useWords } from '../../ui/react-language.ts';
import { Loading } from '../loading.tsx';
import { trailMessages } from '../messages/trail-messages.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { eventWords, trailPath } from './event-words.ts';
import { useDay } from './use-trail.ts';

/** The records of a day; the day is in the address, and today is the server's. */
export function DayList() {
  const words = useWords(trailMessages);
  const language = useLanguage();
  const [search, setSearch] = useSearchParams();
  const chosen = daySchema.safeParse(search.get('day')).data;
  const list = useDay(chosen);
  const day = chosen ?? list.data?.pages[0]?.day;
  const show = (next: string) =>
    daySchema.safeParse(next).success && setSearch({ day: next }, { replace: true });
  const records = list.data?.pages.flatMap((page) => page.records) ?? [];
  const count = `${records.length}${list.hasNextPage ? '+' : ''}`;
  return (
    <section aria-labelledby="by-day">
      <h2 id="by-day">{words.dayTitle}</h2>
      <p className="quiet">{words.dayIntro}</p>
      <div className="day-bar">
        <label htmlFor="day">{words.day}</label>
        <input
          className="text-field"
          id="day"
          type="date"
          value={day ?? ''}
          onChange={({ target }) => show(target.value)}
        />
        <Button disabled={!day} onClick={() => day && show(addDays(day, -1))}>
          {words.dayBefore}
        </Button>
        <Button disabled={!day} onClick={() => day && show(addDays(day, 1))}>
          {words.dayAfter}
        </Button>
      </div>
      <p role="status" className={records.length > 0 ? 'quiet' : 'hidden'}>
        {list.data && day ? words.dayCaption(formatDay(day, language), count) : ''}
      </p>
      {list.isPending && <Loading />}
      {list.isError && <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.data && records.length === 0 && (
        <div className="empty">
          <h3>{words.dayEmpty}</h3>
          <p>{words.dayEmptyHint}</p>
        </div>
      )}
      {records.length > 0 && <RecordTable records={records} />}
      {list.hasNextPage && (
        <p className="more">
          <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {words.more}
          </Button>
        </p>
      )}
    </section>
  );
}

function RecordTable({ records }: { records: readonly AuditEvent[] }) {
  const words = useWords(trailMessages);
  const language = useLanguage();
  const say = eventWords(language);
  return (
    <table className="tasks">
      <caption className="hidden">{words.dayTitle}</caption>
      <thead>
        <tr>
          <th scope="col">{words.record}</th>
          <th scope="col">{words.when}</th>
          <th scope="col">{words.who}</th>
          <th scope="col">{words.what}</th>
          <th scope="col">{words.states}</th>
        </tr>
      </thead>
      <tbody>
        {records.map((event) => {
          const { kind, id } = say.record(event.entity);
          return (
            <tr key={event.hash}>
              <th scope="row">
                <Link to={trailPath(event.entity)}>
                  {kind} <span className="code">{id}</span>
                </Link>
              </th>
              <td data-label={words.when}>
                <time dateTime={event.at} title={event.at}>
                  {formatMoment(event.at, language)}
                </time>
              </td>
              <td data-label={words.who}>{say.who(event)}</td>
              <td data-label={words.what}>{say.action(event.action)}</td>
              <td data-label={words.states}>{say.change(event)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
