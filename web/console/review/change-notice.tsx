import { Alert, Button } from 'antd';
import { formatYuan } from '../../ui/format.ts';
import { useLanguage, useWords } from '../../ui/react-language.ts';
import { domainWords } from '../../ui/words.ts';
import type { Review } from '../api.ts';
import { reviewMessages } from '../messages/review-messages.ts';
import type { Change } from './changes.ts';

interface Props {
  changes: readonly Change[];
  review: Review;
  onSeen: () => void;
}

/** Says what has changed since the officer read it, until he says that he has seen it. */
export function ChangeNotice({ changes, review, onSeen }: Props) {
  const words = useWords(reviewMessages);
  const { statuses, stages } = useWords(domainWords);
  const language = useLanguage();
  const sentence = (change: Change): string => {
    switch (change.kind) {
      case 'status':
        return words.changes.status(statuses[change.from], statuses[change.to]);
      case 'stage':
        return words.changes.stage(
          change.from ? stages[change.from] : words.none,
          change.to ? stages[change.to] : words.none,
        );
      case 'amount':
        return words.changes.amount(formatYuan(change.from), formatYuan(change.to));
      case 'answers':
        return words.changes.answers(
          review.policy.fields
            .filter(({ id }) => change.fields.includes(id))
            .map(({ label }) => label[language])
            .join(language === 'zh' ? '、' : ', '),
        );
      case 'escalated':
        return words.changes.escalated;
    }
  };
  return (
    <Alert
      className="notice"
      type="warning"
      showIcon
      title={words.changedTitle}
      description={
        <>
          <ul>
            {changes.map((change) => (
              <li key={change.kind}>{sentence(change)}</li>
            ))}
          </ul>
          <p>{words.changedHint}</p>
          <Button onClick={onSeen}>{words.seen}</Button>
        </>
      }
    />
  );
}
