import { describe, expect, it } from 'vitest';
import type { Application } from '../../domain/subsidies/application.ts';
import { policyOf } from '../../domain/subsidies/policies/catalogue.ts';
import { type Decision, stageIds } from '../../domain/subsidies/review.ts';
import { workflowMessages } from '../../web/console/messages/workflow-messages.ts';
import {
  applicationReviewDefinition,
  readCondition,
  withStages,
} from '../../web/console/workflow/definition.ts';
import { layOut } from '../../web/console/workflow/layout.ts';
import { progressOf } from '../../web/console/workflow/progress.ts';
import applicationReview from '../../workflows/application-review.asl.json' with { type: 'json' };

const { states, ways } = applicationReviewDefinition;
const waysBetween = (from: string, to: string) =>
  ways.filter((way) => way.from === from && way.to === to).flatMap(({ causes }) => causes);

describe('the drawing of application-review', () => {
  it('draws every state in which something happens or ends', () => {
    const expected = Object.entries(applicationReview.States)
      .filter(([, { Type }]) => Type === 'Task' || Type === 'Succeed')
      .map(([name]) => name);
    expect(states).toEqual(expected);
    expect(states).toHaveLength(8);
  });

  it.each(['zh', 'en'] as const)('names every state, and no other, in %s', (language) => {
    const words = workflowMessages[language].states;
    expect(Object.keys(words).toSorted()).toEqual(states.toSorted());
    expect(new Set(Object.values(words)).size).toBe(states.length);
  });

  it('draws approval on to the next stage, and from the last one to the conclusion', () => {
    expect(waysBetween('officeAcceptance', 'bureauReview')).toEqual(['approve']);
    expect(waysBetween('bureauReview', 'financeCheck')).toEqual(['approve']);
    for (const last of ['bureauReview', 'financeCheck'])
      expect(waysBetween(last, 'concludeApplication')).toEqual(['approve', 'reject']);
    expect(waysBetween('officeAcceptance', 'concludeApplication')).toEqual(['reject']);
  });

  it('leaves out the stage that a policy does not have, with its ways', () => {
    const stages = ['officeAcceptance', 'bureauReview'];
    const drawn = withStages(applicationReviewDefinition, stages);
    expect(drawn.states).toEqual(states.filter((state) => state !== 'financeCheck'));
    expect(drawn.ways.flatMap(({ from, to }) => [from, to])).not.toContain('financeCheck');
    expect(withStages(applicationReviewDefinition, stageIds)).toEqual(applicationReviewDefinition);
  });

  it('draws a return from each stage, and the way back to it', () => {
    for (const stage of stageIds) {
      expect(waysBetween(stage, 'awaitCorrection')).toEqual(['return']);
      expect(waysBetween('awaitCorrection', stage)).toEqual(['resubmit']);
    }
  });

  it('draws a deadline to reminder and escalation and back to where it waits, and never to an approval', () => {
    for (const stage of stageIds) {
      expect(waysBetween(stage, 'escalateReview')).toEqual(['timeout']);
      expect(waysBetween('escalateReview', stage)).toEqual(['remind', 'overdue']);
    }
    expect(waysBetween('escalateReview', 'awaitCorrection')).toEqual(['awaited']);
    expect(waysBetween('escalateReview', 'concludeApplication')).toEqual(['lapse']);
  });

  it('refuses a condition that it cannot read, rather than leave a way out', () => {
    expect(() => readCondition("{% $outcome = 'approve' or $late %}")).toThrow(RangeError);
  });

  it('places every state and way without one state over another', () => {
    const drawing = layOut(
      { states, ways },
      () => 120,
      () => 40,
    );
    expect(drawing.states).toHaveLength(states.length);
    expect(drawing.ways).toHaveLength(ways.length);
    for (const [index, a] of drawing.states.entries()) {
      for (const b of drawing.states.slice(index + 1)) {
        const apart =
          Math.abs(a.x - b.x) >= (a.width + b.width) / 2 || Math.abs(a.y - b.y) >= (a.height + b.height) / 2;
        expect(apart, `${a.name} and ${b.name}`).toBe(true);
      }
    }
  });
});

type Standing = Pick<
  Application,
  'status' | 'waiting' | 'decisions' | 'corrected' | 'revision' | 'amountFen'
>;
const decided = (stage: Decision['stage'], outcome: Decision['outcome']): Decision => ({
  stage,
  outcome,
  visit: 1,
  revision: 1,
  by: 'officer',
  byName: 'Officer',
  byRole: 'office',
  at: '2020-02-21T01:00:00.000Z',
});
const waitingFor = (
  kind: 'review' | 'correction',
  stage: Decision['stage'],
  escalations = 0,
): Application['waiting'] => ({
  kind,
  stage,
  visit: 1,
  openedAt: '2020-02-21T01:00:00.000Z',
  dueAt: '2020-02-26T16:00:00.000Z',
  escalations,
});
const submitted: Standing = {
  status: 'submitted',
  waiting: undefined,
  decisions: [],
  corrected: [],
  revision: 1,
  amountFen: 2_000_000,
};

const award = policyOf('resumption-award');
const jobs = policyOf('stable-jobs');

describe('where an application stands in its workflow', () => {
  it('is the automatic check while nothing has been opened yet', () => {
    expect(progressOf(submitted, award)).toEqual({ current: 'screenApplication', done: [] });
  });

  it('is the stage whose review is open, with the escalation behind it after a missed deadline', () => {
    const waiting = waitingFor('review', 'officeAcceptance', 1);
    expect(progressOf({ ...submitted, status: 'inReview', waiting }, award)).toEqual({
      current: 'officeAcceptance',
      done: ['screenApplication', 'escalateReview'],
    });
  });

  it('is already the next stage in the moment between approval and opening', () => {
    const decisions = [decided('officeAcceptance', 'approve')];
    expect(progressOf({ ...submitted, status: 'inReview', decisions }, award)).toEqual({
      current: 'bureauReview',
      done: ['screenApplication', 'officeAcceptance'],
    });
  });

  it('is the correction after a return, and the asking stage once corrected', () => {
    const decisions = [decided('officeAcceptance', 'approve'), decided('bureauReview', 'return')];
    const waiting = waitingFor('correction', 'bureauReview');
    expect(progressOf({ ...submitted, status: 'returned', waiting, decisions }, award).current).toBe(
      'awaitCorrection',
    );
    expect(progressOf({ ...submitted, decisions, revision: 2 }, award)).toEqual({
      current: 'bureauReview',
      done: ['screenApplication', 'officeAcceptance', 'awaitCorrection'],
    });
  });

  it('is the finance check after the bureau, only where the policy has one at this amount', () => {
    const decisions = [decided('officeAcceptance', 'approve'), decided('bureauReview', 'approve')];
    const at = (amountFen: number) =>
      progressOf({ ...submitted, status: 'inReview', decisions, amountFen }, jobs).current;
    expect([50_000_000, 50_000_001].map(at)).toEqual(['concludeApplication', 'financeCheck']);
  });

  it('is the end for an application that is approved', () => {
    const decisions = [decided('officeAcceptance', 'approve'), decided('bureauReview', 'approve')];
    expect(progressOf({ ...submitted, status: 'approved', decisions }, award)).toEqual({
      current: 'closed',
      done: ['screenApplication', 'officeAcceptance', 'bureauReview', 'concludeApplication'],
    });
  });
});
