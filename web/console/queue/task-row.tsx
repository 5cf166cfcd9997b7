import { ClockCircleOutlined, ExclamationCircleFilled, UserOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { Link } from 'react-router';
import { formatReceiptCode } from '../../../domain/subsidies/receipt-code.ts';
import { formatDeadline, formatMoment, formatRelative, formatYuan } from '../../ui/format.ts';
import { useLanguage, useWords } from '../../ui/react-language.ts';
import { domainWords } from '../../ui/words.ts';
import type { ReviewTask } from '../api.ts';
import { deskMessages } from '../messages/desk-messages.ts';
import { queueMessages } from '../messages/queue-messages.ts';
import type { Selection } from './use-selection.ts';

interface Props {
  task: ReviewTask;
  /** Who reads. */
  me: string;
  /** The server's time of this list. */
  readAt: string;
  claiming: boolean;
  selection: Selection;
  onClaim: (task: ReviewTask) => void;
}

/** One review of the queue; its link is what j and k go through. */
export function TaskRow({ task, me, readAt, claiming, selection, onClaim }: Props) {
  const words = useWords(queueMessages);
  const desk = useWords(deskMessages);
  const language = useLanguage();
  const stageNames = useWords(domainWords).stages;
  const { enterpriseName, policyTitle, visit, claim, escalations } = task;
  const deadline = formatDeadline(task.dueAt, language);
  return (
    <tr className={task.overdue ? 'overdue' : undefined}>
      <td className="select-cell">
        <input
          type="checkbox"
          className="select"
          aria-label={desk.selectOf(enterpriseName)}
          disabled={!selection.canSelect(task)}
          checked={selection.has(task)}
          onChange={({ target }) => selection.select([task], target.checked)}
        />
      </td>
      <th scope="row">
        <Link to={`/reviews/${task.applicationId}`} data-task={task.applicationId}>
          {enterpriseName}
        </Link>
        <span className="under code">{formatReceiptCode(task.applicationId)}</span>
      </th>
      <td data-label={words.policy}>{policyTitle[language]}</td>
      <td data-label={words.amount} className="number">
        {formatYuan(task.amountFen)}
      </td>
      <td data-label={words.stage}>
        {stageNames[task.stage]}
        {task.appealedAt && <span className="tag">{words.appealed}</span>}
        {visit > 1 && <span className="under">{words.visit(visit)}</span>}
      </td>
      <td data-label={words.submitted}>
        {formatMoment(task.submittedAt, language)}
        <span className="under">{formatRelative(task.submittedAt, readAt, language)}</span>
      </td>
      <td data-label={words.due}>
        {task.overdue ? (
          <span className="sign bad">
            <ExclamationCircleFilled aria-hidden />
            <strong>{words.overdue}</strong>
            {escalations > 0 && words.escalated(escalations)}
          </span>
        ) : (
          <span className="sign">
            <ClockCircleOutlined aria-hidden />
            {deadline}
          </span>
        )}
        {!task.overdue && task.reminded && <span className="sign warn">{words.reminded}</span>}
        <span className="under">
          {!task.overdue && formatRelative(task.dueAt, readAt, language)}
          {task.overdue && (escalations > 0 ? words.extended(deadline) : deadline)}
        </span>
      </td>
      <td data-label={words.holder}>
        {claim ? (
          <>
            <span className={`sign ${claim.by === me ? 'accent' : ''}`}>
              <UserOutlined aria-hidden />
              {claim.by === me ? words.byMe : claim.byName}
            </span>
            <span className="under">
              {words.holdEnds(formatRelative(claim.until, readAt, language))}
              {claim.fromName && ` · ${desk.handedBy(claim.fromName)}`}
            </span>
          </>
        ) : (
          <Button
            size="small"
            loading={claiming}
            aria-label={words.claimOf(enterpriseName)}
            onClick={() => onClaim(task)}
          >
            {words.claim}
          </Button>
        )}
      </td>
    </tr>
  );
}
