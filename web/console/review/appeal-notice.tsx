import { Alert } from 'antd';
import { formatMoment } from '../../ui/format.ts';
import { useLanguage, useWords } from '../../ui/react-language.ts';
import type { Review } from '../api.ts';
import { reviewMessages } from '../messages/review-messages.ts';

/** Says that the review is an appeal, and why the enterprise appeals. */
export function AppealNotice({ review: { application } }: { review: Review }) {
  const words = useWords(reviewMessages);
  const language = useLanguage();
  const { appeal } = application;
  if (!appeal) return null;
  return (
    <Alert
      className="notice"
      type="info"
      showIcon
      title={words.appealTitle}
      description={
        <>
          <p>{words.appealHint(formatMoment(appeal.at, language))}</p>
          <p>{words.appealReason(appeal.reason)}</p>
        </>
      }
    />
  );
}
