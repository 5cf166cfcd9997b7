import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appealApplication, appealableUntil } from '../../domain/subsidies/appeal.ts';
import type { Application } from '../../domain/subsidies/application.ts';
import { onwardOf } from '../../domain/subsidies/chain.ts';
import { claimReview, conclude, openReview, withdraw } from '../../domain/subsidies/changes.ts';
import { policyOf } from '../../domain/subsidies/policies/catalogue.ts';
import { timelineOf } from '../../domain/subsidies/timeline.ts';
import { endOfWorkingDays } from '../../domain/working-days.ts';
import { application, DAY, decision, later, OPENING, waitingFor } from '../builders/applications.ts';
import { bureau, office } from '../builders/enterprises.ts';

const award = policyOf('resumption-award');
const AT = OPENING.toISOString();
const REASON = '复工日期以电力恢复之日为准。';

/** Accepted by the office, rejected by the bureau, at the opening. */
const rejected = (change: Partial<Application> = {}) =>
  application({
    status: 'rejected',
    updatedAt: AT,
    decisions: [
      decision(),
      decision({ stage: 'bureauReview', outcome: 'reject', by: 'bureau-1', byRole: 'bureau' }),
    ],
    ...change,
  });
const appealed = () => appealApplication(rejected(), REASON, award, later(DAY));

describe('an appeal', () => {
  it('is taken in the policy’s working days after the rejection, up to midnight and not at it', () => {
    const until = endOfWorkingDays(AT, award.appealWorkingDays);
    expect(appealableUntil(rejected(), award)).toBe(until);
    const at = (offset: number) =>
      appealApplication(rejected(), REASON, award, new Date(Date.parse(until) + offset)).status;
    expect(at(-1)).toBe('submitted');
    expect(() => at(0)).toThrow('appeal-window-closed');
  });

  it('is taken once, and only against a rejection', () => {
    const again = { ...appealed(), status: 'rejected' } as const;
    expect(() => appealApplication(again, REASON, award, later(DAY))).toThrow('already-appealed');
    expect(appealableUntil(again, award)).toBeUndefined();
    for (const status of ['submitted', 'inReview', 'returned', 'approved', 'withdrawn'] as const)
      expect(() => appealApplication(rejected({ status }), REASON, award, OPENING)).toThrow(
        'state-not-allowed',
      );
  });

  it('is heard by the stage that rejected; what was approved before stands', () => {
    expect(onwardOf(appealed(), award)).toBe('bureauReview');
    const byOffice = rejected({ decisions: [decision({ outcome: 'reject' })] });
    expect(onwardOf(appealApplication(byOffice, REASON, award, OPENING), award)).toBe('officeAcceptance');
  });

  it('is heard by nobody who decided before, at whatever stage', () => {
    const officers = [office(1), office(2), bureau(1), bureau(2)];
    fc.assert(
      fc.property(
        fc.subarray(officers, { minLength: 1 }),
        fc.constantFrom('officeAcceptance' as const, 'bureauReview' as const),
        fc.constantFrom(...officers),
        (deciders, stage, officer) => {
          const taken = deciders.map(({ sub, role }) =>
            decision({
              by: sub,
              byRole: role,
              stage: role === 'office' ? 'officeAcceptance' : 'bureauReview',
            }),
          );
          const heard = {
            ...appealApplication(rejected({ decisions: taken }), REASON, award, OPENING),
            status: 'inReview' as const,
            waiting: waitingFor(stage, { visit: 2 }),
          };
          const attempt = () => claimReview(heard, officer, OPENING);
          if (officer.role !== (stage === 'officeAcceptance' ? 'office' : 'bureau'))
            expect(attempt).toThrow('role-not-allowed');
          else if (deciders.includes(officer)) expect(attempt).toThrow('decided-before-appeal');
          else expect(attempt).not.toThrow();
        },
      ),
    );
  });

  it('is not decided by the rejection that it is against', () => {
    const open = openReview(appealed(), 'bureauReview', AT, OPENING);
    for (const conclusion of ['approve', 'reject', 'lapse'] as const)
      expect(() => conclude(open, conclusion, award)).toThrow('state-not-allowed');
  });

  it('that is given up, or not corrected, leaves the rejection as it was', () => {
    expect(withdraw(appealed(), award).status).toBe('rejected');
    const returned = {
      ...appealed(),
      status: 'returned' as const,
      decisions: [
        ...appealed().decisions,
        decision({ stage: 'bureauReview', outcome: 'return', by: 'bureau-2' }),
      ],
    };
    expect(conclude(returned, 'lapse', award).status).toBe('rejected');
  });

  it('stands in the timeline with its reason', () => {
    expect(timelineOf(appealed(), [AT]).at(-1)).toMatchObject({ event: 'appealed', note: REASON });
  });
});
