import { Button } from 'antd';
import { formatReceiptCode } from '../../../domain/subsidies/receipt-code.ts';
import type { Language } from '../../../domain/words.ts';
import { formatDeadline, formatMoment } from '../../ui/format.ts';
import { useLanguage, useWords } from '../../ui/react-language.ts';
import { domainWords } from '../../ui/words.ts';
import type { DecidedReview, ReviewTask, WatchedReview } from '../api.ts';
import { deskMessages } from '../messages/desk-messages.ts';
import { csvOf, saveFile, yuanCell } from './csv.ts';
import type { List } from './view.ts';

type Props =
  | { list: List; tasks: readonly ReviewTask[] }
  | { list: 'done'; decided: readonly DecidedReview[] }
  | { list: 'watching'; watched: readonly WatchedReview[] };

/** Saves the list as it is shown, in its order, as a file for a spreadsheet. */
export function CsvButton(props: Props) {
  const words = useWords(deskMessages);
  const language = useLanguage();
  const [header, ...rows] = cellsOf(props, language);
  if (!header || rows.length === 0) return null;
  return (
    <Button onClick={() => saveFile(`${words.titles[props.list]}.csv`, csvOf(header, rows))}>
      {words.export}
    </Button>
  );
}

/** The header and the rows of a list, cell by cell. */
function cellsOf(props: Props, language: Language): string[][] {
  const desk = deskMessages[language];
  const { csv } = desk;
  const { stages, statuses, outcomes } = domainWords[language];
  const common = [csv.receiptCode, csv.enterprise, csv.policy, csv.amount];
  const commonOf = (row: ReviewTask | DecidedReview | WatchedReview) => [
    formatReceiptCode(row.applicationId),
    row.enterpriseName,
    row.policyTitle[language],
    yuanCell(row.amountFen),
  ];
  if ('decided' in props) {
    return [
      [...common, csv.stage, desk.decision, desk.decidedAt, desk.status],
      ...props.decided.map((row) => [
        ...commonOf(row),
        stages[row.decision.stage],
        outcomes[row.decision.outcome],
        formatMoment(row.decision.at, language),
        statuses[row.status],
      ]),
    ];
  }
  if ('watched' in props) {
    return [
      [...common, desk.status, desk.waitsFor, desk.updated],
      ...props.watched.map((row) => [
        ...commonOf(row),
        statuses[row.status],
        row.waiting ? stages[row.waiting.stage] : '',
        formatMoment(row.updatedAt, language),
      ]),
    ];
  }
  return [
    [...common, csv.uscc, csv.stage, csv.submitted, csv.due, csv.overdue, csv.holder],
    ...props.tasks.map((row) => [
      ...commonOf(row),
      row.uscc,
      stages[row.stage],
      formatMoment(row.submittedAt, language),
      formatDeadline(row.dueAt, language),
      row.overdue ? csv.yes : csv.no,
      row.claim?.byName ?? '',
    ]),
  ];
}
