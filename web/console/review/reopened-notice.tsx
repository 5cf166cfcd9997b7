import { Alert } from 'antd';
import { useLanguage, useWords } from '../../ui/react-language.ts';
import { domainWords } from '../../ui/words.ts';
import type { Review } from '../api.ts';
import { reviewMessages } from '../messages/review-messages.ts';
import { markablesOf } from './markable.ts';

/** Says why a stage that had approved is open again: which stage asked, and what it had judged that is changed. */
export function ReopenedNotice({ review: { reopened, policy } }: { review: Review }) {
  const words = useWords(reviewMessages);
  const { stages } = useWords(domainWords);
  const language = useLanguage();
  if (!reopened) return null;
  const fields = markablesOf(policy)
    .filter(({ id }) => reopened.fields.includes(id))
    .map(({ label }) => label[language])
    .join(language === 'zh' ? '、' : ', ');
  return (
    <Alert
      className="notice"
      type="info"
      showIcon
      title={words.reopenedTitle}
      description={words.reopened(stages[reopened.askedBy], fields)}
    />
  );
}
