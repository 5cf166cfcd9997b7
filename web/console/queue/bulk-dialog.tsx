import { CheckCircleFilled, ExclamationCircleFilled } from '@ant-design/icons';
import { Alert, Button, Modal, Radio } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { problemTexts } from '../../../contract/problem.ts';
import { formatReceiptCode } from '../../../domain/subsidies/receipt-code.ts';
import { type ReasonCode, reasons, reasonsFor } from '../../../domain/subsidies/review.ts';
import { formatYuan } from '../../ui/format.ts';
import { useLanguage, useWords } from '../../ui/react-language.ts';
import type { ReviewTask } from '../api.ts';
import { deskMessages } from '../messages/desk-messages.ts';
import { reviewMessages } from '../messages/review-messages.ts';
import { type BulkVerdict, type ItemResult, itemsLeft, type Results } from './bulk.ts';
import { useBulkDecision } from './use-bulk-decision.ts';

interface Props {
  outcome: BulkVerdict['outcome'];
  /** What was selected, as it was then. */
  tasks: readonly ReviewTask[];
  /** The version of a review in the queue now, where it is still in it. */
  versionNow: (applicationId: string) => number | undefined;
  onClose: () => void;
}

/** Asks once more, decides with progress, and lists what became of each. */
export default function BulkDialog({ outcome, tasks, versionNow, onClose }: Props) {
  const words = useWords(deskMessages);
  const reviewWords = useWords(reviewMessages);
  const [reason, setReason] = useState<ReasonCode>();
  const [note, setNote] = useState('');
  const [asked, setAsked] = useState(false);
  const { results, running, started, decide } = useBulkDecision();
  const verdict = verdictOf(outcome, reason, note.trim());
  const left = itemsLeft(tasks, results, versionNow);
  const start = () => {
    setAsked(true);
    if (verdict) decide({ items: left, verdict });
  };
  const sum = formatYuan(tasks.reduce((fen, { amountFen }) => fen + amountFen, 0));
  return (
    <Modal
      open
      width={640}
      title={started ? words.bulk[outcome] : words.bulkTitle[outcome](tasks.length)}
      closable={running ? false : { 'aria-label': words.close }}
      mask={{ closable: false }}
      keyboard={!running}
      onCancel={onClose}
      footer={
        started ? (
          <>
            {!running && left.length > 0 && <Button onClick={start}>{words.retry(left.length)}</Button>}
            <Button type="primary" disabled={running} onClick={onClose}>
              {words.close}
            </Button>
          </>
        ) : (
          <>
            <Button onClick={onClose}>{words.cancel}</Button>
            <Button type="primary" danger={outcome === 'reject'} onClick={start}>
              {words.bulkConfirm[outcome](tasks.length)}
            </Button>
          </>
        )
      }
    >
      {started ? (
        <Outcome {...{ outcome, tasks, results, running }} />
      ) : (
        <>
          <p className="amount">{words.bulkFacts(tasks.length, sum)}</p>
          <p>{words.bulkEach}</p>
          <details>
            <summary>{words.bulkList}</summary>
            <ul className="bulk-items">
              {tasks.map(({ applicationId, enterpriseName, amountFen }) => (
                <li key={applicationId}>
                  <span>{enterpriseName}</span>
                  <span className="number">{formatYuan(amountFen)}</span>
                </li>
              ))}
            </ul>
          </details>
          {outcome === 'reject' && (
            <Reasons reason={reason} lacking={asked && !reason} onChoose={setReason} />
          )}
          <label className="field" htmlFor="bulk-note">
            {outcome === 'reject' ? words.bulkNote : words.bulkOptionalNote}
          </label>
          {asked && outcome === 'reject' && !note.trim() && (
            <p id="bulk-note-error" role="alert" className="field-error">
              {reviewWords.gaps.note}
            </p>
          )}
          <textarea
            className="text-field"
            id="bulk-note"
            rows={3}
            maxLength={500}
            value={note}
            aria-invalid={asked && outcome === 'reject' && !note.trim()}
            onChange={({ target }) => setNote(target.value)}
          />
          <p className="quiet">{reviewWords.irrevocable}</p>
        </>
      )}
    </Modal>
  );
}

function Reasons(props: {
  reason: ReasonCode | undefined;
  lacking: boolean;
  onChoose: (reason: ReasonCode) => void;
}) {
  const words = useWords(reviewMessages);
  const language = useLanguage();
  return (
    <fieldset className="reasons" aria-describedby={props.lacking ? 'bulk-reason-error' : undefined}>
      <legend>{words.reason}</legend>
      {props.lacking && (
        <p id="bulk-reason-error" role="alert" className="field-error">
          {words.gaps.reason}
        </p>
      )}
      <Radio.Group
        vertical
        name="bulk-reason"
        aria-label={words.reason}
        value={props.reason ?? null}
        onChange={({ target }) => props.onChoose(target.value as ReasonCode)}
        options={reasonsFor('reject').map((code) => ({ value: code, label: reasons[code][language] }))}
      />
    </fieldset>
  );
}

/** How far it is, then what became of each: what was not decided first. */
function Outcome(props: {
  outcome: BulkVerdict['outcome'];
  tasks: readonly ReviewTask[];
  results: Results;
  running: boolean;
}) {
  const words = useWords(deskMessages);
  const { outcome, tasks, results, running } = props;
  const all = tasks.length;
  const decided = tasks.filter(({ applicationId }) => results.get(applicationId) === 'decided').length;
  const told = words.finished[outcome];
  if (running) {
    return (
      <>
        <p role="status">{words.working(results.size, all)}</p>
        <progress className="bulk-progress" aria-label={words.bulkBar} max={all} value={results.size} />
        <p className="quiet">{words.workingHint}</p>
      </>
    );
  }
  const failedFirst = [...tasks].sort(
    (a, b) =>
      Number(results.get(a.applicationId) === 'decided') - Number(results.get(b.applicationId) === 'decided'),
  );
  return (
    <>
      <Alert
        className="notice"
        role="status"
        showIcon
        type={decided === all ? 'success' : 'warning'}
        title={
          decided === all ? words.finishedAll(told, all) : words.finishedSome(told, decided, all - decided)
        }
      />
      <p>
        <strong id="bulk-results">{words.results}</strong>
      </p>
      <ul className="bulk-items" aria-labelledby="bulk-results">
        {failedFirst.map((task) => (
          <ResultItem
            key={task.applicationId}
            task={task}
            told={told}
            result={results.get(task.applicationId) ?? 'unsent'}
          />
        ))}
      </ul>
    </>
  );
}

function ResultItem({ task, result, told }: { task: ReviewTask; result: ItemResult; told: string }) {
  const words = useWords(deskMessages);
  const language = useLanguage();
  if (result === 'decided') {
    return (
      <li>
        <span>{task.enterpriseName}</span>
        <span className="sign good">
          <CheckCircleFilled aria-hidden /> {told}
        </span>
      </li>
    );
  }
  const why = result === 'unsent' ? words.unsent : (words.refusals[result] ?? problemTexts[result][language]);
  return (
    <li>
      <span>
        <Link to={`/reviews/${task.applicationId}`}>{task.enterpriseName}</Link>
        <span className="under code">{formatReceiptCode(task.applicationId)}</span>
      </span>
      <span className="bad">
        <ExclamationCircleFilled aria-hidden /> {why}
      </span>
    </li>
  );
}

/** The verdict as far as it is said; undefined while a reason or a note is lacking. */
function verdictOf(
  outcome: BulkVerdict['outcome'],
  reason: ReasonCode | undefined,
  note: string,
): BulkVerdict | undefined {
  if (outcome === 'approve') return note ? { outcome, note } : { outcome };
  const code = reasonsFor('reject').find((each) => each === reason);
  return code && note ? ({ outcome, reasonCode: code, note } as BulkVerdict) : undefined;
}
