import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { auditedEntitySchema } from '../../../domain/audit.ts';
import { isReceiptCode, normalizeReceiptCode } from '../../../domain/subsidies/receipt-code.ts';
import { useWords } from '../../ui/react-language.ts';
import { trailMessages } from '../messages/trail-messages.ts';
import { PageTitle } from '../page-title.tsx';
import { DayList } from './day-list.tsx';
import { trailPath } from './event-words.ts';

/** The audit trail: one record by its number, or the records of a day. */
export default function TrailPage() {
  const words = useWords(trailMessages);
  return (
    <>
      <PageTitle title={words.title}>
        <span className="quiet">{words.intro}</span>
        <Link className="aside" to="/trail/export">
          {words.exportTitle}
        </Link>
      </PageTitle>
      <RecordSearch />
      <DayList />
    </>
  );
}

function RecordSearch() {
  const words = useWords(trailMessages);
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState(false);
  const open = (event: FormEvent) => {
    event.preventDefault();
    const entity = entityOf(typed);
    if (entity) return navigate(trailPath(entity));
    setWrong(true);
    document.getElementById('record')?.focus();
  };
  return (
    <section className="card" aria-labelledby="search">
      <h2 id="search">{words.searchTitle}</h2>
      <form className="lookup wide" onSubmit={open} noValidate>
        <label className="field" htmlFor="record">
          {words.search}
        </label>
        <p id="record-hint" className="quiet">
          {words.searchHint}
        </p>
        {wrong && (
          <p id="record-error" role="alert" className="field-error">
            {words.searchWrong}
          </p>
        )}
        <div className="search-bar">
          <input
            className="text-field"
            id="record"
            value={typed}
            autoComplete="off"
            spellCheck={false}
            aria-invalid={wrong}
            aria-describedby={wrong ? 'record-hint record-error' : 'record-hint'}
            onChange={({ target }) => {
              setTyped(target.value);
              setWrong(false);
            }}
          />
          <Button type="primary" htmlType="submit">
            {words.find}
          </Button>
        </div>
      </form>
    </section>
  );
}

/** The record a text means: an application by its receipt code, any other by its full name. */
function entityOf(typed: string): string | undefined {
  const code = normalizeReceiptCode(typed);
  if (isReceiptCode(code)) return `APPLICATION#${code}`;
  const named = auditedEntitySchema.safeParse(typed.trim());
  return named.success ? named.data : undefined;
}
