import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedSinceDecided, isFinished, onwardOf } from '../../domain/subsidies/chain.ts';
import {
  changedFields,
  conclude,
  decideReview,
  openReview,
  resubmit,
} from '../../domain/subsidies/changes.ts';
import {
  dueness,
  onwardFrom,
  pausedTerm,
  reminderOf,
  stageDeadline,
  wakeAt,
} from '../../domain/subsidies/deadlines.ts';
import { policyOf } from '../../domain/subsidies/policies/catalogue.ts';
import type { Policy } from '../../domain/subsidies/policy.ts';
import { type StageId, stageIds, type Verdict } from '../../domain/subsidies/review.ts';
import { unheard } from '../../domain/subsidies/unheard.ts';
import { addDays, shanghaiDay, startOfDay } from '../../domain/time.ts';
import {
  endOfResumedTerm,
  endOfWorkingDays,
  isWorkingDay,
  workingDaysBetween,
} from '../../domain/working-days.ts';
import { application, DAY, decision, later, OPENING, waitingFor } from '../builders/applications.ts';
import { bureau } from '../builders/enterprises.ts';

const award = policyOf('resumption-award');
const jobs = policyOf('stable-jobs');
const AT = OPENING.toISOString();

/** A policy of three stages, each of which judges what is said here. */
const judging = (judges: Partial<Record<StageId, string[]>>): Pick<Policy, 'chain'> => ({
  chain: stageIds.map((stage) => ({
    stage,
    workingDays: 3,
    ...(judges[stage] ? { judges: judges[stage] } : {}),
  })),
});

describe('after a correction', () => {
  const fieldIds = ['a', 'b', 'c'];
  const fields = fc.subarray(fieldIds);

  it('the first stage goes on that had judged what is changed; else the one that asked, and finished ones stay so', () => {
    fc.assert(
      fc.property(
        fc.record({
          officeAcceptance: fc.subarray(fieldIds, { minLength: 1 }),
          bureauReview: fc.subarray(fieldIds, { minLength: 1 }),
        }),
        fc.constantFrom(...stageIds),
        fields,
        (judges, asking, changed) => {
          const policy = judging(judges);
          const before = stageIds.slice(0, stageIds.indexOf(asking));
          const corrected = application({
            revision: 2,
            decisions: [
              ...before.map((stage) => decision({ stage })),
              decision({ stage: asking, outcome: 'return' }),
            ],
            corrected: [{ revision: 2, fields: changed }],
          });
          const touched = before.filter((stage) =>
            (judges[stage as keyof typeof judges] ?? fieldIds).some((field) => changed.includes(field)),
          );
          expect(onwardOf(corrected, policy)).toBe(touched[0] ?? asking);
          expect(before.filter((stage) => !isFinished(corrected, policy, stage))).toEqual(touched);
        },
      ),
    );
  });

  it('each stage of the chain is asked again exactly when it has to be, and then it is approved', () => {
    fc.assert(
      fc.property(fc.constantFrom(...stageIds), fields, (asking, changed) => {
        const policy = judging({ officeAcceptance: ['a'], bureauReview: ['b'] });
        let standing = application({
          status: 'inReview',
          revision: 2,
          decisions: [
            ...stageIds.slice(0, stageIds.indexOf(asking)).map((stage) => decision({ stage })),
            decision({ stage: asking, outcome: 'return' }),
          ],
          corrected: [{ revision: 2, fields: changed }],
        });
        const asked: StageId[] = [];
        for (
          let next = onwardOf(standing, policy);
          next !== 'conclusion';
          next = onwardOf(standing, policy)
        ) {
          expect(() => conclude(standing, 'approve', policy)).toThrow('state-not-allowed');
          asked.push(next);
          standing = {
            ...standing,
            decisions: [...standing.decisions, decision({ stage: next, revision: 2 })],
          };
        }
        expect(conclude(standing, 'approve', policy).status).toBe('approved');
        expect(asked).toContain(asking);
        expect(new Set(asked).size).toBe(asked.length);
      }),
    );
  });

  it('a stage of which no questions are said judges all of them', () => {
    const corrected = application({ decisions: [decision()], corrected: [{ revision: 2, fields: ['x'] }] });
    expect(changedSinceDecided(corrected, judging({}), 'officeAcceptance')).toEqual(['x']);
    expect(changedSinceDecided(corrected, judging({}), 'bureauReview')).toEqual([]);
  });

  it('that lowers the amount below the threshold, the finance check that asked still sees it', () => {
    const asked = application({
      policyId: jobs.id,
      amountFen: 100,
      decisions: [
        decision({ revision: 2 }),
        decision({ stage: 'bureauReview', revision: 2 }),
        decision({ stage: 'financeCheck', outcome: 'return' }),
      ],
      corrected: [{ revision: 2, fields: ['workersNow'] }],
    });
    expect(onwardOf(asked, jobs)).toBe('financeCheck');
    const seen = {
      ...asked,
      decisions: [...asked.decisions, decision({ stage: 'financeCheck', revision: 2 })],
    };
    expect(onwardOf(seen, jobs)).toBe('conclusion');
  });

  it('the workflow passes through a finished stage, and waits at one that is open again', () => {
    const returned = [decision(), decision({ stage: 'bureauReview', outcome: 'return', dueAt: AT })];
    const asked = { for: 'review', stage: 'officeAcceptance' } as const;
    const corrected = (field: string) =>
      application({ revision: 2, decisions: returned, corrected: [{ revision: 2, fields: [field] }] });
    expect(unheard(corrected('preventionMeasures'), asked, award, AT)).toEqual({
      outcome: 'approve',
      ...onwardFrom(corrected('preventionMeasures'), award, AT),
    });
    expect(unheard(corrected('resumedOn'), asked, award, AT)).toBeUndefined();
    expect(openReview(corrected('resumedOn'), 'officeAcceptance', AT, OPENING).waiting?.visit).toBe(2);
  });

  it('names each answer that differs, appeared or went', () => {
    expect(changedFields({ a: 1, b: 2, c: 3 }, { a: 1, b: 5, d: 4 })).toEqual(['b', 'c', 'd']);
  });
});

const moments = fc
  .date({ min: new Date('2020-01-01T00:00:00Z'), max: new Date('2020-12-01T00:00:00Z'), noInvalidDate: true })
  .map((moment) => moment.toISOString());
const pauses = fc.array(
  fc.record({
    openFor: fc.integer({ min: 0, max: 4 * DAY }),
    pausedFor: fc.integer({ min: 0, max: 20 * DAY }),
  }),
  { maxLength: 4 },
);

describe('a term that pauses', () => {
  it('gains and loses no working day, however often; only what ends on a day off ends with the next working day', () => {
    fc.assert(
      fc.property(moments, fc.integer({ min: 1, max: 20 }), pauses, (from, term, spells) => {
        let openedAt = from;
        let dueAt = endOfWorkingDays(from, term);
        let used = 0;
        let grace = 0;
        for (const { openFor, pausedFor } of spells) {
          const returnedAt = new Date(
            Math.min(Date.parse(openedAt) + openFor, Date.parse(dueAt) - 1),
          ).toISOString();
          used += workingDaysBetween(openedAt, returnedAt);
          const left = workingDaysBetween(returnedAt, dueAt);
          openedAt = new Date(Date.parse(returnedAt) + pausedFor).toISOString();
          if (left === 0 && !isWorkingDay(shanghaiDay(openedAt))) grace += 1;
          dueAt = endOfResumedTerm(openedAt, left);
        }
        expect(used + workingDaysBetween(openedAt, dueAt)).toBe(term + grace);
        expect(dueAt > openedAt).toBe(true);
        expect(isWorkingDay(addDays(shanghaiDay(dueAt), -1))).toBe(true);
      }),
    );
  });

  it('that goes on the same day ends as if it had not paused', () => {
    fc.assert(
      fc.property(moments, fc.integer({ min: 1, max: 20 }), fc.nat(20 * DAY), (from, term, openFor) => {
        const dueAt = endOfWorkingDays(from, term);
        const returnedAt = new Date(
          Math.min(Date.parse(from) + openFor, Date.parse(dueAt) - 1),
        ).toISOString();
        const resumed = endOfResumedTerm(returnedAt, workingDaysBetween(returnedAt, dueAt));
        expect(resumed).toBe(dueAt);
      }),
    );
  });

  it('changes its day at midnight in Zhengzhou: a return a millisecond earlier leaves one working day more', () => {
    const dueAt = '2020-02-28T16:00:00.000Z';
    const midnight = startOfDay('2020-02-26');
    const left = (offset: number) =>
      workingDaysBetween(new Date(Date.parse(midnight) + offset).toISOString(), dueAt);
    expect([left(-1), left(0)]).toEqual([3, 2]);
    expect(endOfResumedTerm('2020-03-02T15:59:59.999Z', 2)).toBe('2020-03-04T16:00:00.000Z');
    expect(endOfResumedTerm('2020-03-02T16:00:00.000Z', 2)).toBe('2020-03-05T16:00:00.000Z');
  });

  it('has what was left of it when its stage is opened again; another stage, or a new round, has its whole term', () => {
    const reviewed = application({
      status: 'inReview',
      decisions: [decision()],
      waiting: waitingFor('bureauReview', {
        dueAt: '2020-02-28T16:00:00.000Z',
        claim: { by: 'bureau-1', byName: '示例', at: AT, until: later(DAY).toISOString() },
      }),
    });
    const verdict: Verdict = {
      outcome: 'return',
      reasonCode: 'statement-unclear',
      corrections: [{ field: 'resumedOn', note: '?' }],
    };
    // Friday; Monday to Friday are left.
    const { after } = decideReview(reviewed, verdict, bureau(1), OPENING);
    expect(pausedTerm(after, 'bureauReview')).toEqual({
      stage: 'bureauReview',
      since: AT,
      workingDaysLeft: 5,
    });
    const corrected = resubmit(
      { ...after, status: 'returned', waiting: waitingFor('bureauReview', { kind: 'correction' }) },
      5,
      ['resumedOn'],
      later(DAY),
    );
    const monday = '2020-03-02T01:00:00.000Z';
    expect(stageDeadline(corrected, award, 'bureauReview', monday)).toBe('2020-03-09T16:00:00.000Z');
    expect(stageDeadline(corrected, award, 'officeAcceptance', monday)).toBe('2020-03-05T16:00:00.000Z');
    expect(pausedTerm(application({ decisions: [decision()] }), 'officeAcceptance')).toBeUndefined();
  });
});

describe('a reminder', () => {
  it('comes at nine in Zhengzhou on the last working day of a term, whenever that starts', () => {
    fc.assert(
      fc.property(moments, fc.integer({ min: 1, max: 20 }), (from, term) => {
        const dueAt = endOfWorkingDays(from, term);
        const reminder = reminderOf(dueAt);
        expect(isWorkingDay(shanghaiDay(reminder))).toBe(true);
        expect(reminder.slice(11)).toBe('01:00:00.000Z');
        expect(workingDaysBetween(reminder, dueAt)).toBe(0);
        expect(reminder > from).toBe(true);
      }),
    );
  });

  it('is due once, before the deadline and not at it; the workflow looks then, and at the deadline', () => {
    const dueAt = '2020-02-26T16:00:00.000Z';
    const nine = '2020-02-26T01:00:00.000Z';
    const at = (moment: string, reminded?: string) =>
      dueness({ dueAt, ...(reminded ? { reminded } : {}) }, moment);
    expect([at('2020-02-26T00:59:59.999Z'), at(nine), at(nine, nine), at(dueAt), at(dueAt, nine)]).toEqual([
      'early',
      'remind',
      'early',
      'overdue',
      'overdue',
    ]);
    expect([wakeAt(dueAt, AT), wakeAt(dueAt, nine)]).toEqual([nine, dueAt]);
  });
});
