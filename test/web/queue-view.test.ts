import { describe, expect, it } from 'vitest';
import type { ReviewTask } from '../../web/console/api.ts';
import { isFiltered, searchOf, tasksIn, type View, viewOf } from '../../web/console/queue/view.ts';

const plain: View = { list: 'toDo', overdue: false, unclaimed: false, order: 'due' };

function task(applicationId: string, more: Partial<ReviewTask> = {}): ReviewTask {
  return {
    applicationId,
    version: 1,
    stage: 'officeAcceptance',
    visit: 1,
    enterpriseName: `示例企业 ${applicationId}`,
    officeId: 'airport-north',
    uscc: '91410100MA40000016',
    policyId: 'resumption-award',
    policyTitle: { zh: '复工复产奖励', en: 'Resumption award' },
    amountFen: 2_000_000,
    submittedAt: '2020-02-21T01:00:00.000Z',
    openedAt: '2020-02-21T01:00:00.000Z',
    dueAt: '2020-02-26T16:00:00.000Z',
    overdue: false,
    escalations: 0,
    ...more,
  };
}
const ids = (tasks: readonly ReviewTask[]) => tasks.map(({ applicationId }) => applicationId);

describe('the view of the queue', () => {
  it('is nothing in the address while it is plain', () => {
    expect(searchOf(plain).toString()).toBe('');
    expect(viewOf(new URLSearchParams(''))).toEqual(plain);
    expect(isFiltered(plain)).toBe(false);
  });

  it('survives the way through the address', () => {
    const view: View = {
      list: 'mine',
      policyId: 'chartered-bus',
      overdue: true,
      unclaimed: true,
      order: 'amount',
    };
    expect(viewOf(searchOf(view))).toEqual(view);
    expect(isFiltered(view)).toBe(true);
  });

  it('takes an order it does not know for the deadline', () => {
    expect(viewOf(new URLSearchParams('sort=colour')).order).toBe('due');
  });

  it('shows the earliest deadline first, equal ones by receipt code', () => {
    const tasks = [task('B'), task('A'), task('C', { dueAt: '2020-02-25T16:00:00.000Z' })];
    expect(ids(tasksIn(plain, tasks))).toEqual(['C', 'A', 'B']);
  });

  it('shows the highest amount first where asked', () => {
    const tasks = [task('A'), task('B', { amountFen: 6_172_800 })];
    expect(ids(tasksIn({ ...plain, order: 'amount' }, tasks))).toEqual(['B', 'A']);
  });

  it('keeps what every filter lets through', () => {
    const claim = { by: 'x', byName: 'X', at: '2020-02-21T01:00:00.000Z', until: '2020-02-21T01:30:00.000Z' };
    const tasks = [
      task('A', { overdue: true }),
      task('B', { overdue: true, claim }),
      task('C', { overdue: true, policyId: 'chartered-bus' }),
      task('D'),
    ];
    const view = { ...plain, overdue: true, unclaimed: true, policyId: 'resumption-award' };
    expect(ids(tasksIn(view, tasks))).toEqual(['A']);
  });
});
