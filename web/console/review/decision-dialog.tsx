import { Alert, Modal, Radio } from 'antd';
import type { ReactNode } from 'react';
import {
  type Outcome,
  type ReasonCode,
  reasons,
  reasonsFor,
  type Verdict,
} from '../../../domain/subsidies/review.ts';
import { formatYuan } from '../../ui/format.ts';
import { useLanguage, useWords } from '../../ui/react-language.ts';
import { domainWords } from '../../ui/words.ts';
import type { Review } from '../api.ts';
import { flagMessages } from '../messages/flag-messages.ts';
import { reviewMessages } from '../messages/review-messages.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { markablesOf } from './markable.ts';
import type { Gap, VerdictDraft } from './verdict-draft.ts';
import { verdictOf } from './verdict-draft.ts';

interface Props {
  outcome: Outcome;
  review: Review;
  draft: VerdictDraft;
  gaps: readonly Gap[];
  /** Whether he may still decide: a claim can end, and an application be withdrawn, while he writes. */
  held: boolean;
  /** What has changed meanwhile, if anything. */
  notice: ReactNode;
  busy: boolean;
  error: unknown;
  onDraft: (draft: VerdictDraft) => void;
  onGaps: (gaps: readonly Gap[]) => void;
  onConfirm: (verdict: Verdict) => void;
  onCancel: () => void;
}

/** Asks once more before a decision, with what it is about and the reasons it takes. */
export function DecisionDialog(props: Props) {
  const { outcome, review, draft, gaps, held, notice, busy, error, onDraft, onGaps, onConfirm, onCancel } =
    props;
  const words = useWords(reviewMessages);
  const stageNames = useWords(domainWords).stages;
  const language = useLanguage();
  const { application, policy, findings } = review;
  const flags = useWords(flagMessages);
  const open = application.openFlags?.length ?? 0;
  const flagged = outcome === 'approve' && open > 0;
  const failed = findings.filter(({ result }) => result === 'fail').length;
  const confirm = () => {
    const answer = verdictOf(
      outcome,
      draft,
      markablesOf(policy).map(({ id }) => id),
      flagged,
    );
    if ('verdict' in answer) onConfirm(answer.verdict);
    else onGaps(answer.gaps);
  };
  const title = { approve: words.approveTitle, return: words.returnTitle, reject: words.rejectTitle }[
    outcome
  ];
  const lacks = (what: Gap['what']) => gaps.some((gap) => gap.what === what);
  return (
    <Modal
      open
      title={title}
      okText={words.confirm[outcome]}
      cancelText={words.cancel}
      closable={{ 'aria-label': words.cancel }}
      okButtonProps={{ danger: outcome === 'reject', loading: busy, disabled: !held }}
      mask={{ closable: false }}
      onOk={confirm}
      onCancel={onCancel}
    >
      {notice}
      <dl className="facts">
        <dt>{words.enterprise}</dt>
        <dd>{application.enterprise.name}</dd>
        <dt>{words.policy}</dt>
        <dd>{policy.title[language]}</dd>
        {application.waiting && (
          <>
            <dt>{words.stage}</dt>
            <dd>{stageNames[application.waiting.stage]}</dd>
          </>
        )}
        <dt>{words.amount}</dt>
        <dd className="amount">{formatYuan(application.amountFen)}</dd>
      </dl>
      {outcome === 'approve' && failed > 0 && (
        <Alert className="notice" type="warning" showIcon title={words.failedClauses(failed)} />
      )}
      {flagged && <Alert className="notice" type="warning" showIcon title={flags.toClear(open)} />}
      {outcome === 'return' && (
        <>
          <p>{words.returnFields}</p>
          <ul>
            {markablesOf(policy)
              .filter(({ id }) => draft.marks[id] !== undefined)
              .map(({ id, label }) => (
                <li key={id}>{words.correction(label[language], draft.marks[id] ?? '')}</li>
              ))}
          </ul>
        </>
      )}
      {outcome !== 'approve' && (
        <fieldset className="reasons" aria-describedby={lacks('reason') ? 'reason-error' : undefined}>
          <legend>{words.reason}</legend>
          {lacks('reason') && (
            <p id="reason-error" role="alert" className="field-error">
              {words.gaps.reason}
            </p>
          )}
          <Radio.Group
            vertical
            name="reason"
            aria-label={words.reason}
            value={draft.reasons[outcome] ?? null}
            onChange={({ target }) =>
              onDraft({ ...draft, reasons: { ...draft.reasons, [outcome]: target.value as ReasonCode } })
            }
            options={reasonsFor(outcome).map((code) => ({ value: code, label: reasons[code][language] }))}
          />
        </fieldset>
      )}
      <label className="field" htmlFor="decision-note">
        {outcome === 'reject' ? words.rejectNote : flagged ? flags.note : words.optionalNote}
      </label>
      {lacks('note') && (
        <p id="note-error" role="alert" className="field-error">
          {flagged ? flags.noteGap : words.gaps.note}
        </p>
      )}
      <textarea
        className="text-field"
        id="decision-note"
        rows={3}
        maxLength={500}
        value={draft.notes[outcome] ?? ''}
        aria-invalid={lacks('note')}
        aria-describedby={lacks('note') ? 'note-error' : undefined}
        onChange={({ target }) => onDraft({ ...draft, notes: { ...draft.notes, [outcome]: target.value } })}
      />
      <p className="quiet">{words.irrevocable}</p>
      {Boolean(error) && <ProblemNotice error={error} onRetry={confirm} />}
    </Modal>
  );
}
