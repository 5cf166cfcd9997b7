import { Alert } from 'antd';
import { useLocation } from 'react-router';
import type { Outcome } from '../../../domain/subsidies/review.ts';
import { useWords } from '../../ui/react-language.ts';
import { reviewMessages } from '../messages/review-messages.ts';

/** What the page after a decision is told about it, in the router's state. */
export interface Done {
  enterpriseName: string;
  outcome: Outcome;
  /** Whether there was no next review to open. */
  nothingLeft?: boolean;
}

/** Says that a decision was taken, on whichever page comes next. */
export function DecisionDone() {
  const words = useWords(reviewMessages);
  const { done } = (useLocation().state ?? {}) as { done?: Done };
  if (!done) return null;
  return (
    <Alert
      className="notice"
      role="status"
      type="success"
      showIcon
      title={words.done(words.decided[done.outcome], done.enterpriseName)}
      description={done.nothingLeft ? words.nothingLeft : undefined}
    />
  );
}
