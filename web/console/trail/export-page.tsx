import { Alert, Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { Link } from 'react-router';
import { addDays } from '../../../domain/time.ts';
import { exportScopeSchema } from '../../../domain/trail/export-file.ts';
import { useWords } from '../../ui/react-language.ts';
import { trailMessages } from '../messages/trail-messages.ts';
import { PageTitle } from '../page-title.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { screenPaths } from '../screens.ts';
import { type ExportFile, save, useExport } from './use-export.ts';
import { useDay } from './use-trail.ts';

/** What an export takes unless other days are chosen. */
const DAYS = 30;

/** Takes an export: which days and what for, then a file that can be checked offline. */
export default function ExportPage() {
  const words = useWords(trailMessages);
  const taking = useExport();
  return (
    <>
      <p className="back">
        <Link to={screenPaths.trail}>← {words.back}</Link>
      </p>
      <PageTitle title={words.exportTitle} />
      <p className="quiet">{words.exportIntro}</p>
      <ExportForm taking={taking} />
      {taking.running && taking.progress && (
        <div className="card">
          <p role="status">{words.reading(taking.progress.records, taking.progress.events)}</p>
          <progress aria-label={words.exportTitle} />
          <p>
            <Button onClick={taking.stop}>{words.stop}</Button>
          </p>
        </div>
      )}
      {taking.stopped && <Alert className="notice" type="warning" showIcon title={words.stopped} />}
      {taking.error !== null && !taking.stopped && <ProblemNotice error={taking.error} />}
      {taking.file && <Exported file={taking.file} />}
    </>
  );
}

function ExportForm({ taking }: { taking: ReturnType<typeof useExport> }) {
  const words = useWords(trailMessages);
  const today = useDay(undefined).data?.pages[0]?.day;
  const [chosen, choose] = useState<{ from?: string; to?: string }>({});
  const [purpose, setPurpose] = useState('');
  const [checked, setChecked] = useState(false);
  const to = chosen.to ?? today ?? '';
  const from = chosen.from ?? (today ? addDays(today, -DAYS) : '');
  const parsed = exportScopeSchema.safeParse({ from, to, purpose });
  const wrong = new Set(parsed.error?.issues.map(({ path }) => String(path[0])));
  const daysWrong = wrong.has('from') || wrong.has('to') || to < from;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (parsed.success && !daysWrong) return taking.start(parsed.data);
    document.getElementById(daysWrong ? 'from' : 'purpose')?.focus();
  };
  return (
    <form className="card export-form" onSubmit={submit} noValidate>
      <div className="day-bar">
        <span className="pair">
          <label htmlFor="from">{words.from}</label>
          <input
            className="text-field"
            id="from"
            type="date"
            value={from}
            aria-invalid={checked && daysWrong}
            onChange={({ target }) => choose({ ...chosen, from: target.value })}
          />
        </span>
        <span className="pair">
          <label htmlFor="to">{words.to}</label>
          <input
            className="text-field"
            id="to"
            type="date"
            value={to}
            aria-invalid={checked && daysWrong}
            onChange={({ target }) => choose({ ...chosen, to: target.value })}
          />
        </span>
      </div>
      {checked && daysWrong && (
        <p role="alert" className="field-error">
          {words.daysWrong}
        </p>
      )}
      <label className="field" htmlFor="purpose">
        {words.purpose}
      </label>
      <p id="purpose-hint" className="quiet">
        {words.purposeHint}
      </p>
      {checked && wrong.has('purpose') && (
        <p id="purpose-error" role="alert" className="field-error">
          {words.purposeWrong}
        </p>
      )}
      <textarea
        className="text-field"
        id="purpose"
        rows={2}
        maxLength={200}
        value={purpose}
        aria-invalid={checked && wrong.has('purpose')}
        aria-describedby={checked && wrong.has('purpose') ? 'purpose-hint purpose-error' : 'purpose-hint'}
        onChange={({ target }) => setPurpose(target.value)}
      />
      <p>
        <Button type="primary" htmlType="submit" loading={taking.running}>
          {words.start}
        </Button>
      </p>
    </form>
  );
}

function Exported({ file }: { file: ExportFile }) {
  const words = useWords(trailMessages);
  return (
    <Alert
      className="notice"
      role="status"
      type="success"
      showIcon
      title={words.done(file.records, file.events)}
      description={
        <>
          <p>
            {words.file}: <span className="code">{file.name}</span>{' '}
            <Button size="small" onClick={() => save(file)}>
              {words.saveAgain}
            </Button>
          </p>
          <p>{words.verify}</p>
          <p className="code">npm run audit:verify -- {file.name}</p>
        </>
      }
    />
  );
}
