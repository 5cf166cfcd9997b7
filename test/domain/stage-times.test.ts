import { describe, expect, it } from 'vitest';
import { stageTimesOf } from '../../domain/subsidies/stage-times.ts';
import { application, DAY, decision, later, OPENING, waitingFor } from '../builders/applications.ts';

const AT = OPENING.toISOString();

describe('the time in a stage', () => {
  it('is told for each visit, decided or open, in working days and hours, and with whom it is', () => {
    // Opened on a Friday and decided on Monday; open since Tuesday, asked on Wednesday.
    const monday = later(3 * DAY).toISOString();
    const decided = decision({ openedAt: AT, at: monday, escalations: 1 });
    const claim = { by: 'bureau-1', byName: '示例审核员 1', at: AT, until: AT };
    const open = waitingFor('bureauReview', { openedAt: later(4 * DAY).toISOString(), claim });
    expect(stageTimesOf(application({ decisions: [decided], waiting: open }), later(5 * DAY))).toEqual([
      expect.objectContaining({
        stage: 'officeAcceptance',
        outcome: 'approve',
        workingDays: 1,
        hours: 72,
        escalations: 1,
      }),
      expect.objectContaining({ stage: 'bureauReview', byName: '示例审核员 1', workingDays: 1, hours: 24 }),
    ]);
  });

  it('leaves out the time with the enterprise, and visits whose opening is not on record', () => {
    const returned = application({
      decisions: [decision({ outcome: 'return' })],
      waiting: waitingFor('officeAcceptance', { kind: 'correction' }),
    });
    expect(stageTimesOf(returned, OPENING)).toEqual([]);
  });
});
