import type { ApplicationStatus } from '../../../domain/subsidies/application.ts';
import type { StageId } from '../../../domain/subsidies/review.ts';
import type { Review } from '../api.ts';

/** Something that a decision rests on and that is no longer as it was read. */
export type Change =
  | { kind: 'status'; from: ApplicationStatus; to: ApplicationStatus }
  | { kind: 'stage'; from: StageId | undefined; to: StageId | undefined }
  /** Fen. */
  | { kind: 'amount'; from: number; to: number }
  /** Ids of the fields whose answers differ. */
  | { kind: 'answers'; fields: readonly string[] }
  | { kind: 'escalated' };

/** The part of a review that a decision rests on. */
type Read = Pick<Review, 'answers'> & {
  application: Pick<Review['application'], 'status' | 'waiting' | 'amountFen'>;
};

/** What differs between a review as it was read and as it is now; claims and versions alone are no difference. */
export function changesBetween(read: Read, now: Read): Change[] {
  const [a, b] = [read.application, now.application];
  const fields = Object.keys({ ...read.answers, ...now.answers }).filter(
    (field) => read.answers[field] !== now.answers[field],
  );
  const sameVisit = a.waiting?.stage === b.waiting?.stage && a.waiting?.visit === b.waiting?.visit;
  return [
    ...(a.status === b.status ? [] : [{ kind: 'status', from: a.status, to: b.status } as const]),
    ...(a.waiting?.stage === b.waiting?.stage
      ? []
      : [{ kind: 'stage', from: a.waiting?.stage, to: b.waiting?.stage } as const]),
    ...(a.amountFen === b.amountFen ? [] : [{ kind: 'amount', from: a.amountFen, to: b.amountFen } as const]),
    ...(fields.length === 0 ? [] : [{ kind: 'answers', fields } as const]),
    ...(sameVisit && (b.waiting?.escalations ?? 0) > (a.waiting?.escalations ?? 0)
      ? [{ kind: 'escalated' } as const]
      : []),
  ];
}
