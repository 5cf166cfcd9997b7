import type { Instant } from '../time.ts';
import { workingDaysBetween } from '../working-days.ts';
import type { Application } from './application.ts';
import type { Decision } from './review.ts';

/** One thing that happened to an application; officers appear by their stage, not by name. */
export interface Happening {
  at: Instant;
  event:
    | 'submitted'
    | 'approve'
    | 'return'
    | 'reject'
    | 'resubmitted'
    | 'appealed'
    | 'withdrawn'
    | 'approved'
    | 'rejected';
  stage?: Decision['stage'];
  reasonCode?: Decision['reasonCode'] | undefined;
  note?: Decision['note'] | undefined;
  /** Working days a stage took for a decision. */
  workingDays?: number | undefined;
}

/** How a closed application ended, by its status. */
const endings = { approved: 'approved', rejected: 'rejected', withdrawn: 'withdrawn' } as const;

/**
 * What happened to an application, oldest first.
 * @param formsAt when each revision of the answers came, first to last
 */
export function timelineOf(application: Application, formsAt: readonly Instant[]): Happening[] {
  const { status, updatedAt, decisions, appeal } = application;
  const happenings: Happening[] = [
    ...formsAt.map((at, index): Happening => ({ at, event: index === 0 ? 'submitted' : 'resubmitted' })),
    ...decisions.map(
      ({ at, outcome, stage, reasonCode, note, cleared, openedAt }): Happening => ({
        at,
        event: outcome,
        stage,
        reasonCode,
        // How a flag was cleared is for reviewers: the enterprise was never told of it.
        note: cleared ? undefined : note,
        ...(openedAt ? { workingDays: workingDaysBetween(openedAt, at) } : {}),
      }),
    ),
    ...(appeal ? [{ at: appeal.at, event: 'appealed', note: appeal.reason } as const] : []),
  ].sort((a, b) => (a.at < b.at ? -1 : 1));
  if (status in endings) happenings.push({ at: updatedAt, event: endings[status as keyof typeof endings] });
  return happenings;
}
