import { describe, expect, it } from 'vitest';
import { changesBetween } from '../../web/console/review/changes.ts';

type Read = Parameters<typeof changesBetween>[0];

const waiting = {
  kind: 'review',
  stage: 'officeAcceptance',
  visit: 1,
  openedAt: '2020-02-21T01:00:00.000Z',
  dueAt: '2020-02-26T16:00:00.000Z',
  escalations: 0,
} as const;
const read: Read = {
  answers: { resumedOn: '2020-02-12', employeesReturned: 57 },
  application: { status: 'inReview', amountFen: 2_000_000, waiting },
};

describe('what has changed since a review was read', () => {
  it('is nothing when only a claim came or went', () => {
    const claim = { by: 'x', byName: 'X', at: waiting.openedAt, until: waiting.dueAt };
    expect(
      changesBetween(read, { ...read, application: { ...read.application, waiting: { ...waiting, claim } } }),
    ).toEqual([]);
  });

  it('names the answers and the amount of a correction', () => {
    const now: Read = {
      answers: { ...read.answers, employeesReturned: 58 },
      application: { ...read.application, amountFen: 1_000_000 },
    };
    expect(changesBetween(read, now)).toEqual([
      { kind: 'amount', from: 2_000_000, to: 1_000_000 },
      { kind: 'answers', fields: ['employeesReturned'] },
    ]);
  });

  it('names a withdrawal by its status and the stage that is gone', () => {
    const now: Read = { ...read, application: { status: 'withdrawn', amountFen: 2_000_000 } };
    expect(changesBetween(read, now)).toEqual([
      { kind: 'status', from: 'inReview', to: 'withdrawn' },
      { kind: 'stage', from: 'officeAcceptance', to: undefined },
    ]);
  });

  it('names an escalation of the visit that was read', () => {
    const now: Read = {
      ...read,
      application: { ...read.application, waiting: { ...waiting, escalations: 1 } },
    };
    expect(changesBetween(read, now)).toEqual([{ kind: 'escalated' }]);
  });
});
