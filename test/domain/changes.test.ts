import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextVisit } from '../../domain/subsidies/application.ts';
import { chainOf } from '../../domain/subsidies/chain.ts';
import {
  assertOnlyMarkedChanged,
  awaitCorrection,
  claimReview,
  conclude,
  decideReview,
  escalateReview,
  openReview,
  releaseReview,
  resubmit,
  withdraw,
} from '../../domain/subsidies/changes.ts';
import { aheadAt, conclusionAt, deadlineOf, followUp } from '../../domain/subsidies/deadlines.ts';
import { policyOf } from '../../domain/subsidies/policies/catalogue.ts';
import { type Outcome, type StageId, stageIds } from '../../domain/subsidies/review.ts';
import { timelineOf } from '../../domain/subsidies/timeline.ts';
import { unheard } from '../../domain/subsidies/unheard.ts';
import { application, DAY, decision, later, MINUTE, OPENING, waitingFor } from '../builders/applications.ts';
import { bureau, office } from '../builders/enterprises.ts';

const award = policyOf('resumption-award');
const jobs = policyOf('stable-jobs');
const AT = OPENING.toISOString();
const inReview = (waiting = waitingFor('officeAcceptance')) => application({ status: 'inReview', waiting });
const returned = () =>
  application({
    status: 'returned',
    decisions: [decision({ outcome: 'return' })],
    waiting: waitingFor('officeAcceptance', { kind: 'correction' }),
  });

describe('opening a review', () => {
  it('starts the first visit of a stage, and a later one after each decision there', () => {
    expect(openReview(application(), 'officeAcceptance', AT, OPENING).waiting).toMatchObject({
      visit: 1,
      escalations: 0,
    });
    const corrected = application({ decisions: [decision({ outcome: 'return' })] });
    expect(openReview(corrected, 'officeAcceptance', AT, OPENING).waiting).toMatchObject({ visit: 2 });
    expect(nextVisit(corrected, 'bureauReview')).toBe(1);
  });

  it('again keeps visit, escalations and claim, and takes the new deadline', () => {
    const claimed = claimReview(
      inReview(waitingFor('officeAcceptance', { escalations: 2 })),
      office(1),
      OPENING,
    );
    const again = openReview(claimed, 'officeAcceptance', later(9 * DAY).toISOString(), later(DAY));
    expect(again.waiting).toEqual({ ...claimed.waiting, dueAt: later(9 * DAY).toISOString() });
  });

  it('of one stage is refused while another is open: only a decision closes a stage', () => {
    expect(() => openReview(inReview(), 'bureauReview', AT, OPENING)).toThrow('state-not-allowed');
  });
});

describe('a claim', () => {
  it('lasts 30 minutes to the millisecond', () => {
    const claimed = claimReview(inReview(), office(1), OPENING);
    expect(() => claimReview(claimed, office(2), later(30 * MINUTE - 1))).toThrow('review-claimed-by-other');
    expect(claimReview(claimed, office(2), later(30 * MINUTE)).waiting?.claim?.by).toBe('office-2');
    expect(() => releaseReview(claimed, office(1), later(30 * MINUTE))).toThrow('review-not-claimed');
    expect(releaseReview(claimed, office(1), later(29 * MINUTE)).waiting).not.toHaveProperty('claim');
  });

  it('ends with an escalation, so that others see the review', () => {
    const claimed = claimReview(inReview(), office(1), OPENING);
    const escalated = escalateReview(claimed, AT, later(MINUTE));
    expect(escalated.waiting).toMatchObject({ escalations: 1, visit: 1 });
    expect(escalated.waiting?.claim).toBeUndefined();
    expect(escalated.decisions).toEqual([]);
  });
});

describe('a decision', () => {
  it('needs an open review, whatever the application waits for', () => {
    const verdict = { outcome: 'approve' } as const;
    for (const closed of [application(), returned(), application({ status: 'approved' })]) {
      expect(() => decideReview(closed, verdict, office(1), OPENING)).toThrow('review-not-found');
    }
  });

  it('says what follows and by when: the correction, the next stage, or the conclusion', () => {
    const following = (outcome: Outcome, stage: StageId) => {
      const earlier = stage === 'bureauReview' ? [decision()] : [];
      const taken = decision({ outcome, stage, at: AT });
      return followUp(award, application({ decisions: [...earlier, taken] }), taken);
    };
    const atStage = (stage: StageId, what: StageId | 'correction') =>
      aheadAt(stage, deadlineOf(award, what, AT), AT);
    expect(following('approve', 'officeAcceptance')).toEqual(atStage('bureauReview', 'bureauReview'));
    expect(following('return', 'bureauReview')).toEqual(atStage('bureauReview', 'correction'));
    expect(following('approve', 'bureauReview')).toEqual(conclusionAt(AT));
    expect(following('reject', 'officeAcceptance')).toEqual(conclusionAt(AT));
  });

  it('of the bureau leads to finance only above the policy’s threshold, to the fen', () => {
    const taken = [decision(), decision({ stage: 'bureauReview' })] as const;
    const next = (amountFen: number) =>
      followUp(jobs, application({ amountFen, decisions: [...taken] }), taken[1]).next;
    expect([50_000_000, 50_000_001].map(next)).toEqual(['conclusion', 'financeCheck']);
  });
});

describe('a correction', () => {
  it('is taken until its deadline and not at it', () => {
    const dueAt = Date.parse(String(returned().waiting?.dueAt));
    expect(resubmit(returned(), 5, ['industry'], new Date(dueAt - 1))).toMatchObject({
      status: 'submitted',
      revision: 2,
      amountFen: 5,
      corrected: [{ revision: 2, fields: ['industry'] }],
    });
    expect(() => resubmit(returned(), 5, [], new Date(dueAt))).toThrow('state-not-allowed');
    expect(() => resubmit(inReview(), 5, [], OPENING)).toThrow('state-not-allowed');
  });

  it('may change the marked fields, and names each other one that changed, appeared or went', () => {
    const answers = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.nat(3));
    fc.assert(
      fc.property(answers, answers, fc.subarray(['a', 'b', 'c', 'd']), (before, changed, open) => {
        const marked = open.map((field) => ({ field, note: '?' }));
        const wrong = ['a', 'b', 'c', 'd'].filter(
          (field) => before[field] !== changed[field] && !open.includes(field),
        );
        const attempt = () => assertOnlyMarkedChanged(before, changed, marked);
        if (wrong.length === 0) expect(attempt).not.toThrow();
        else {
          const fields = wrong.map((field) => expect.objectContaining({ path: `answers.${field}` }));
          expect(attempt).toThrow(expect.objectContaining({ fields: expect.arrayContaining(fields) }));
        }
      }),
    );
  });

  it('asked for twice keeps its first deadline', () => {
    const again = awaitCorrection(returned(), 'officeAcceptance', later(99 * DAY).toISOString(), OPENING);
    expect(again.waiting).toEqual(returned().waiting);
  });
});

describe('a withdrawal', () => {
  it('is possible until the last decision is taken, and not after it', () => {
    const decided = (...decisions: Parameters<typeof decision>[0][]) =>
      application({ status: 'inReview', decisions: decisions.map((taken) => decision(taken)) });
    const atBureau = { stage: 'bureauReview' } as const;
    for (const open of [application(), inReview(), returned(), decided({})])
      expect(withdraw(open, award)).toMatchObject({ status: 'withdrawn', waiting: undefined });
    for (const last of [decided({ outcome: 'reject' }), decided({}, atBureau)])
      expect(() => withdraw(last, award)).toThrow('state-not-allowed');
    const high = { ...decided({}, atBureau), amountFen: 50_000_001 };
    expect(withdraw(high, jobs).status).toBe('withdrawn');
  });
});

describe('a conclusion', () => {
  it('approves exactly when the last word of every stage that the policy has for the amount is approval', () => {
    const words = fc.array(
      fc.record({
        stage: fc.constantFrom(...stageIds),
        outcome: fc.constantFrom<Outcome>('approve', 'return', 'reject'),
      }),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(
        words,
        fc.constantFrom(award, jobs),
        fc.constantFrom(50_000_000, 50_000_001),
        (taken, policy, amountFen) => {
          const decided = application({
            amountFen,
            status: 'inReview',
            decisions: taken.map((change) => decision(change)),
          });
          const last = (stage: StageId) => taken.filter((word) => word.stage === stage).at(-1)?.outcome;
          const needed = chainOf(policy, amountFen).every(({ stage }) => last(stage) === 'approve');
          // Who asked for a correction has to see it, even where the amount no longer needs that stage.
          const agreed = needed && policy.chain.every(({ stage }) => last(stage) !== 'return');
          const attempt = () => conclude(decided, 'approve', policy).status;
          if (agreed) expect(attempt()).toBe('approved');
          else expect(attempt).toThrow('state-not-allowed');
        },
      ),
    );
  });

  it('does not approve where a clause has turned since the last stage was opened, and names it', () => {
    const check = { result: 'pass', failed: [] } as const;
    const agreed = application({
      status: 'inReview',
      decisions: [
        decision(),
        decision({ stage: 'bureauReview', check: { result: 'fail', failed: ['known'] } }),
      ],
    });
    const attempt = (...failed: string[]) =>
      conclude(agreed, 'approve', award, { result: 'fail', failed }).status;
    expect(conclude(agreed, 'approve', award, { ...check, failed: [] }).status).toBe('approved');
    expect(attempt('known')).toBe('approved');
    expect(() => attempt('known', 'resumed-before-24-february')).toThrow(
      expect.objectContaining({
        code: 'clause-turned',
        fields: [expect.objectContaining({ path: 'clauses.resumed-before-24-february' })],
      }),
    );
  });

  it('rejects and lapses only after such a decision', () => {
    const decided = (outcome: Outcome) => ({ ...inReview(), decisions: [decision({ outcome })] });
    expect(conclude(decided('reject'), 'reject', award).status).toBe('rejected');
    expect(() => conclude(decided('approve'), 'reject', award)).toThrow('state-not-allowed');
    expect(conclude(returned(), 'lapse', award).status).toBe('withdrawn');
    expect(() => conclude(inReview(), 'lapse', award)).toThrow('state-not-allowed');
  });
});

describe('what a workflow did not hear of', () => {
  const asked = { for: 'review', stage: 'officeAcceptance' } as const;

  it('is nothing when it may wait', () => {
    expect(unheard(application(), asked, award, AT)).toBeUndefined();
    expect(unheard(inReview(), asked, award, AT)).toBeUndefined();
    const accepted = { ...inReview(), waiting: undefined, decisions: [decision()] };
    expect(unheard(accepted, { for: 'review', stage: 'bureauReview' }, award, AT)).toBeUndefined();
    expect(unheard(returned(), { ...asked, for: 'correction' }, award, AT)).toBeUndefined();
  });

  it('is the decision that was taken under a dead token', () => {
    for (const outcome of ['approve', 'return', 'reject'] as const) {
      const taken = decision({ outcome });
      const decided = { ...inReview(), waiting: undefined, decisions: [taken] };
      expect(unheard(decided, asked, award, AT)).toEqual({ outcome, ...followUp(award, decided, taken) });
    }
  });

  it('is the correction that came under a dead token, and any end', () => {
    const corrected = application({ decisions: [decision({ outcome: 'return' })], revision: 2 });
    expect(unheard(corrected, { ...asked, for: 'correction' }, award, AT)?.outcome).toBe('resubmit');
    expect(unheard(corrected, asked, award, AT)).toBeUndefined();
    for (const status of ['withdrawn', 'approved', 'rejected'] as const) {
      expect(unheard(application({ status }), asked, award, AT)?.outcome).toBe('withdraw');
    }
  });
});

describe('the timeline', () => {
  it('tells what happened in the order of time, with the ending last and no officer’s name', () => {
    const story = application({
      status: 'approved',
      updatedAt: later(3 * DAY).toISOString(),
      decisions: [
        decision({ outcome: 'return', at: later(DAY).toISOString(), reasonCode: 'statement-unclear' }),
        decision({
          stage: 'bureauReview',
          by: bureau(1).sub,
          byName: bureau(1).name,
          at: later(3 * DAY).toISOString(),
        }),
      ],
    });
    const told = timelineOf(story, [AT, later(2 * DAY).toISOString()]);
    expect(told.map(({ event }) => event)).toEqual([
      'submitted',
      'return',
      'resubmitted',
      'approve',
      'approved',
    ]);
    expect(JSON.stringify(told)).not.toContain('示例审核员');
  });

  it('ends with a withdrawal at its moment', () => {
    const gone = withdraw(inReview(), award);
    expect(timelineOf({ ...gone, updatedAt: AT }, [AT]).at(-1)).toEqual({ at: AT, event: 'withdrawn' });
  });
});
