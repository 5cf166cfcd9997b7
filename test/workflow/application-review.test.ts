import { SendTaskFailureCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../domain/identity.ts';
import { stageIds, type Verdict } from '../../domain/subsidies/review.ts';
import { countTransitions } from '../../local/step-functions/history.ts';
import { goodAnswers, OPENING } from '../builders/applications.ts';
import { applicant, auditor, bureau, finance, office } from '../builders/enterprises.ts';
import { openWorkflow, type Stored, until, type WorkflowUnderTest } from '../builders/workflow.ts';

const correction: Verdict = {
  outcome: 'return',
  reasonCode: 'statement-unclear',
  corrections: [{ field: 'employeesReturned', note: '请填写当日在岗人数' }],
};
const rejection: Verdict = {
  outcome: 'reject',
  reasonCode: 'resumed-too-late',
  note: '复工日期为 3 月 1 日。',
};
/** Deadlines of a review opened at the opening: three working days for the office, five for the bureau. */
const OFFICE_DUE = '2020-02-26T16:00:00.000Z';
const AFTER_OFFICE_DUE = '2020-02-26T16:00:01.000Z';

let work: WorkflowUnderTest;
let number = 0;
let enterprise: Actor;
let applicationId: string;
beforeAll(async () => {
  work = await openWorkflow();
});
afterAll(() => work.close());
beforeEach(async () => {
  await work.moveClock(OPENING);
  number += 1;
  enterprise = applicant(number);
  applicationId = await work.submit(enterprise);
});

const waitsAt =
  (stage: string, visit = 1) =>
  ({ waiting }: Stored) =>
    waiting?.kind === 'review' && waiting.stage === stage && waiting.visit === visit;
const becomes = (so: (stored: Stored) => boolean) => work.becomes(applicationId, so);
/** What the streams have delivered of one application. */
const deliveredOf = (id: string) => work.delivered.filter((event) => JSON.stringify(event).includes(id));
const ends = (status: string) =>
  until(`the execution to be ${status}`, async () => {
    const execution = await work.execution(applicationId);
    return execution.status === status ? execution : undefined;
  });
const correct = async () => {
  const returned = await becomes(({ waiting }) => waiting?.kind === 'correction');
  const body = { version: returned.version, answers: { ...goodAnswers, employeesReturned: 90 } };
  return work.call('resubmitApplication', enterprise, { params: { applicationId }, body });
};

describe('the way of an application', () => {
  it('is office, bureau, approved, in at most 2 × stages + 4 transitions', async () => {
    await becomes(waitsAt('officeAcceptance'));
    await work.decide(applicationId, office(1));
    await becomes(waitsAt('bureauReview'));
    await work.decide(applicationId, bureau(1));
    await becomes(({ status }) => status === 'approved');
    const { history, entered } = await ends('SUCCEEDED');
    expect(entered).toEqual([
      'screenApplication',
      'officeAcceptance',
      'route',
      'bureauReview',
      'route',
      'concludeApplication',
      'closed',
    ]);
    expect(countTransitions(history)).toBeLessThanOrEqual(2 * 2 + 4);
    // The clauses were looked at anew for each stage: one of the award's is for people to judge.
    const checked = { check: { result: 'needs-review', failed: [] } };
    expect((await becomes(() => true)).decisions).toMatchObject([checked, checked]);
  });

  it.each([
    [1000, ['officeAcceptance', 'bureauReview']],
    [1001, ['officeAcceptance', 'bureauReview', 'financeCheck']],
  ])(
    'with %i workers at 500 yuan each, where finance checks above 500,000 yuan, is %j',
    async (workersNow, stages) => {
      number += 1;
      enterprise = applicant(number);
      const answers = { workersBefore: 1000, workersNow, truthful: true };
      const body = { uscc: enterprise.uscc, policyId: 'stable-jobs', answers };
      ({ applicationId } = await work.ok('submitApplication', enterprise, { body }));
      const officers = [office(1), bureau(1), finance];
      for (const [index, stage] of stages.entries()) {
        await becomes(waitsAt(stage));
        // At the threshold itself the amount is flagged, and the first approval says how that was cleared.
        await work.decide(applicationId, officers[index] ?? finance, { outcome: 'approve', note: '已核对' });
      }
      await becomes(({ status }) => status === 'approved');
      const { history, entered } = await ends('SUCCEEDED');
      expect(entered.filter((state) => stageIds.some((stage) => stage === state))).toEqual(stages);
      expect(countTransitions(history)).toBeLessThanOrEqual(2 * stages.length + 4);
    },
  );

  it('comes back from finance to the enterprise, and goes through each stage that judged what is changed', async () => {
    number += 1;
    enterprise = applicant(number);
    const answers = { workersBefore: 1000, workersNow: 2000, truthful: true };
    const submission = { uscc: enterprise.uscc, policyId: 'stable-jobs', answers };
    ({ applicationId } = await work.ok('submitApplication', enterprise, { body: submission }));
    await becomes(waitsAt('officeAcceptance'));
    await work.decide(applicationId, office(1));
    await becomes(waitsAt('bureauReview'));
    await work.decide(applicationId, bureau(1));
    await becomes(waitsAt('financeCheck'));
    await work.decide(applicationId, finance, {
      outcome: 'return',
      reasonCode: 'statement-unclear',
      corrections: [{ field: 'workersNow', note: '请按参保人数填写' }],
    });
    const returned = await becomes(({ waiting }) => waiting?.kind === 'correction');
    const body = { version: returned.version, answers: { ...answers, workersNow: 1900 } };
    await work.ok('resubmitApplication', enterprise, { params: { applicationId }, body });
    for (const [stage, officer] of [
      ['officeAcceptance', office(1)],
      ['bureauReview', bureau(2)],
      ['financeCheck', finance],
    ] as const) {
      await becomes(waitsAt(stage, 2));
      await work.decide(applicationId, officer);
    }
    await becomes(({ status }) => status === 'approved');
  });

  it('carries no more than ids, stages, outcomes and times', async () => {
    await becomes(waitsAt('officeAcceptance'));
    await work.decide(applicationId, office(1), rejection);
    const { history } = await ends('SUCCEEDED');
    const told = JSON.stringify(history);
    for (const secret of [
      enterprise.name,
      String(enterprise.uscc),
      'office-1',
      '示例',
      'preventionMeasures',
      '3 月 1 日',
    ]) {
      expect(told).not.toContain(secret);
    }
  });

  it('ends with a rejection by the office', async () => {
    await becomes(waitsAt('officeAcceptance'));
    await work.decide(applicationId, office(1), rejection);
    await becomes(({ status }) => status === 'rejected');
    expect((await ends('SUCCEEDED')).entered).not.toContain('bureauReview');
  });

  it('goes back to the first stage that judged what a correction has changed; the stage that asked has what was left', async () => {
    await becomes(waitsAt('officeAcceptance'));
    await work.decide(applicationId, office(1));
    await becomes(waitsAt('bureauReview'));
    // Monday: of the bureau's five working days, four are left.
    await work.moveClock('2020-02-24T01:00:00.000Z');
    await work.decide(applicationId, bureau(1), {
      ...correction,
      corrections: [{ field: 'resumedOn', note: '请核对日期' }],
    });
    const returned = await becomes(({ waiting }) => waiting?.kind === 'correction');
    const view = await work.ok('getApplication', enterprise, { params: { applicationId } });
    expect(view.paused).toMatchObject({ stage: 'bureauReview', workingDaysLeft: 4 });
    await work.moveClock('2020-03-02T01:00:00.000Z');
    const answers = { ...goodAnswers, resumedOn: '2020-02-18' };
    const body = { version: returned.version, answers };
    const receipt = await work.ok('resubmitApplication', enterprise, { params: { applicationId }, body });
    expect(receipt).toMatchObject({ nextStage: 'officeAcceptance', dueAt: '2020-03-05T16:00:00.000Z' });
    await becomes(waitsAt('officeAcceptance', 2));
    const { reopened, previousAnswers } = await work.ok('getReview', office(1), {
      params: { applicationId },
    });
    expect(reopened).toEqual({ fields: ['resumedOn'], askedBy: 'bureauReview' });
    expect(previousAnswers).toEqual(goodAnswers);
    // The same officer may decide his stage again.
    expect((await work.decide(applicationId, office(1))).status).toBe(200);
    const resumed = await becomes(waitsAt('bureauReview', 2));
    expect(resumed.waiting?.dueAt).toBe('2020-03-06T16:00:00.000Z');
    await work.decide(applicationId, bureau(1));
    await becomes(({ status }) => status === 'approved');
  });

  it('goes back to the enterprise and resumes at the stage that asked, where no finished stage judged the change', async () => {
    await becomes(waitsAt('officeAcceptance'));
    await work.decide(applicationId, office(1));
    await becomes(waitsAt('bureauReview'));
    await work.decide(applicationId, bureau(1), correction);
    expect((await correct()).status).toBe(200);
    await becomes(waitsAt('bureauReview', 2));
    await work.decide(applicationId, bureau(2));
    await becomes(({ status }) => status === 'approved');
    const { entered } = await ends('SUCCEEDED');
    expect(entered.filter((name) => name !== 'route')).toEqual([
      'screenApplication',
      'officeAcceptance',
      'bureauReview',
      'awaitCorrection',
      'bureauReview',
      'concludeApplication',
      'closed',
    ]);
  });

  it('ends at once with a withdrawal, from a review and from a correction', async () => {
    await becomes(waitsAt('officeAcceptance'));
    const withdraw = async () => {
      const { version } = await becomes(() => true);
      await work.ok('withdrawApplication', enterprise, { params: { applicationId }, body: { version } });
      await ends('SUCCEEDED');
    };
    await withdraw();
    enterprise = applicant(number + 1_000);
    applicationId = await work.submit(enterprise);
    await becomes(waitsAt('officeAcceptance'));
    await work.decide(applicationId, office(1), correction);
    await becomes(({ status }) => status === 'returned');
    await withdraw();
  });

  it('ends with a withdrawal that came before the workflow began', async () => {
    const release = work.holdStreams();
    enterprise = applicant(number + 2_000);
    applicationId = await work.submit(enterprise);
    await work.ok('withdrawApplication', enterprise, { params: { applicationId }, body: { version: 1 } });
    const updatedAt = (await becomes(() => true))['updatedAt'];
    release();
    await ends('SUCCEEDED');
    expect(await becomes(() => true)).toMatchObject({ status: 'withdrawn', updatedAt });
  });
});

describe('an appeal', () => {
  const reason = '复工日期以电力恢复之日为准，电费单可以证明。';
  const rejectedByBureau = async () => {
    await becomes(waitsAt('officeAcceptance'));
    await work.decide(applicationId, office(1));
    await becomes(waitsAt('bureauReview'));
    await work.decide(applicationId, bureau(1), rejection);
    return becomes(({ status }) => status === 'rejected');
  };
  const appeal = async ({ version }: Stored) =>
    work.ok('appealApplication', enterprise, { params: { applicationId }, body: { version, reason } });

  it('goes to fresh people of the stage that rejected, and from there to the same money gate', async () => {
    const rejected = await rejectedByBureau();
    const view = await work.ok('getApplication', enterprise, { params: { applicationId } });
    expect(view.appealableUntil).toBe('2020-03-06T16:00:00.000Z');
    expect(await appeal(rejected)).toMatchObject({ status: 'submitted', nextStage: 'bureauReview' });
    const heard = await becomes(waitsAt('bureauReview', 2));
    const params = { applicationId };
    const refused = await work.call('claimReview', bureau(1), { params, body: { version: heard.version } });
    expect(refused.body.code).toBe('decided-before-appeal');
    await work.decide(applicationId, bureau(2));
    await becomes(({ status }) => status === 'approved');
    const execution = await until('the appeal to end', async () => {
      const told = await work.execution(applicationId, 'appeal');
      return told.status === 'SUCCEEDED' ? told : undefined;
    });
    // The office's approval stands: its stage is passed through.
    expect(execution.entered.filter((name) => name !== 'route')).toEqual([
      'screenApplication',
      'officeAcceptance',
      'bureauReview',
      'concludeApplication',
      'closed',
    ]);
    expect((await becomes(() => true)).decisions).toHaveLength(3);
  });

  it('that is rejected again is final, and one that is given up leaves the rejection', async () => {
    await appeal(await rejectedByBureau());
    await becomes(waitsAt('bureauReview', 2));
    await work.decide(applicationId, bureau(2), rejection);
    const final = await becomes(({ status }) => status === 'rejected');
    const again = { params: { applicationId }, body: { version: final.version, reason } };
    expect((await work.call('appealApplication', enterprise, again)).body.code).toBe('already-appealed');

    number += 1;
    enterprise = applicant(number + 4_000);
    applicationId = await work.submit(enterprise);
    await appeal(await rejectedByBureau());
    const { version } = await becomes(waitsAt('bureauReview', 2));
    await work.ok('withdrawApplication', enterprise, { params: { applicationId }, body: { version } });
    await becomes(({ status }) => status === 'rejected');
    // The claim stays taken: giving up an appeal is no way to apply again.
    await expect(work.submit(enterprise)).rejects.toThrow('already-applied');
  });
});

describe('a withdrawal at the moment of the last decision', () => {
  it('or the decision wins, never both, and the workflow follows the one that did', async () => {
    await becomes(waitsAt('officeAcceptance'));
    await work.decide(applicationId, office(1));
    await becomes(waitsAt('bureauReview'));
    const params = { applicationId };
    const { version } = await becomes(() => true);
    const claimed = await work.ok('claimReview', bureau(1), { params, body: { version } });
    const body = { version: claimed.version };
    const [withdrawn, decided] = await Promise.all([
      work.call('withdrawApplication', enterprise, { params, body }),
      work.call('decideReview', bureau(1), { params, body: { ...body, verdict: { outcome: 'approve' } } }),
    ]);
    expect([withdrawn, decided].filter(({ status }) => status === 200)).toHaveLength(1);
    const won = withdrawn.status === 200 ? 'withdrawn' : 'approved';
    await becomes(({ status }) => status === won);
    await ends('SUCCEEDED');
    expect((await becomes(() => true)).decisions).toHaveLength(won === 'approved' ? 2 : 1);
    const late = { params, body: { version: (await becomes(() => true)).version } };
    expect((await work.call('withdrawApplication', enterprise, late)).status).toBe(409);
  });
});

describe('deadlines', () => {
  it('that pass escalate, keep the visit, and never decide, however often', async () => {
    await becomes(waitsAt('officeAcceptance'));
    const opened = await becomes(() => true);
    const body = { version: opened.version };
    await work.ok('claimReview', office(1), { params: { applicationId }, body });
    /** Escalated, and open again under a new token. */
    const escalated = (times: number, before: Stored) => (stored: Stored) =>
      stored.waiting?.escalations === times && stored.taskToken !== before.taskToken;
    await work.moveClock(AFTER_OFFICE_DUE);
    const once = await becomes(escalated(1, opened));
    expect(once.waiting).toMatchObject({
      stage: 'officeAcceptance',
      visit: 1,
      dueAt: '2020-03-03T16:00:00.000Z',
    });
    expect(once.waiting).not.toHaveProperty('claim');
    await work.moveClock(new Date(Date.parse(String(once.waiting?.dueAt)) + 1_000));
    const twice = await becomes(escalated(2, once));
    expect([twice.status, twice.decisions]).toEqual(['inReview', []]);
    await work.decide(applicationId, office(2));
    await becomes(waitsAt('bureauReview'));
  });

  it('that are near remind once, at nine on the last working day, and leave everything else as it is', async () => {
    const opened = await becomes(waitsAt('officeAcceptance'));
    await work.ok('claimReview', office(1), { params: { applicationId }, body: { version: opened.version } });
    await work.moveClock('2020-02-26T00:59:59.000Z');
    expect((await becomes(() => true)).waiting).not.toHaveProperty('reminded');
    await work.moveClock('2020-02-26T01:00:00.000Z');
    const reminded = await becomes(({ taskToken }) => taskToken !== opened.taskToken);
    expect(reminded.waiting).toMatchObject({
      reminded: '2020-02-26T01:00:00.000Z',
      dueAt: OFFICE_DUE,
      escalations: 0,
      visit: 1,
      claim: { by: 'office-1' },
    });
    // His claim has run out by then; a colleague decides, and the deadline passes without anything to escalate.
    await work.decide(applicationId, office(2));
    await becomes(waitsAt('bureauReview'));
    await work.moveClock(AFTER_OFFICE_DUE);
    const atBureau = await becomes(waitsAt('bureauReview'));
    expect(atBureau.waiting).toMatchObject({ escalations: 0 });
    const { entered } = await work.execution(applicationId);
    expect(entered.filter((name) => name === 'escalateReview')).toHaveLength(1);
  });

  it('that were reminded of and pass escalate to the head of the unit and to the auditor, and to nobody else', async () => {
    await becomes(waitsAt('officeAcceptance'));
    await work.moveClock('2020-02-26T01:00:00.000Z');
    await becomes(({ waiting }) => waiting?.reminded !== undefined);
    await work.moveClock(AFTER_OFFICE_DUE);
    const escalated = await becomes(({ waiting }) => waiting?.escalations === 1);
    expect(escalated.waiting).not.toHaveProperty('reminded');
    const head = { ...office(5), head: true };
    for (const reader of [head, auditor]) {
      const { tasks } = await work.ok('listEscalations', reader);
      const mine = tasks.find((task) => task.applicationId === applicationId);
      expect(mine, reader.sub).toMatchObject({ stage: 'officeAcceptance', escalations: 1, overdue: true });
    }
    const elsewhere = await work.ok('listEscalations', { ...office(6, 'south'), head: true });
    expect(elsewhere.tasks).toEqual([]);
    expect((await work.call('listEscalations', office(1))).body.code).toBe('heads-only');
    expect(escalated.decisions).toEqual([]);
    await becomes(({ taskToken }) => taskToken !== undefined);
    await work.decide(applicationId, office(2));
    await becomes(waitsAt('bureauReview'));
    const { tasks } = await work.ok('listEscalations', head);
    expect(tasks.map((task) => task.applicationId)).not.toContain(applicationId);
  });

  it('of a correction are reminded of as well, and the correction is still taken', async () => {
    await becomes(waitsAt('officeAcceptance'));
    await work.decide(applicationId, office(1), correction);
    const returned = await becomes(({ waiting, taskToken }) => waiting?.kind === 'correction' && !!taskToken);
    await work.moveClock(new Date(Date.parse(String(returned.waiting?.dueAt)) - 14 * 3_600_000));
    await becomes(({ waiting, taskToken }) => !!waiting?.reminded && taskToken !== returned.taskToken);
    expect((await correct()).status).toBe(200);
    await becomes(waitsAt('officeAcceptance', 2));
  });

  it('of a correction let it lapse, and the enterprise may apply again', async () => {
    await becomes(waitsAt('officeAcceptance'));
    await work.decide(applicationId, office(1), correction);
    const returned = await becomes(({ status }) => status === 'returned');
    await work.moveClock(new Date(Date.parse(String(returned.waiting?.dueAt)) + 301_000));
    await becomes(({ status }) => status === 'withdrawn');
    await ends('SUCCEEDED');
    expect((await correctLate(returned.version)).body.code).toBe('state-not-allowed');
    await expect(work.submit(enterprise)).resolves.not.toBe(applicationId);
  });

  const correctLate = (version: number) =>
    work.call('resubmitApplication', enterprise, {
      params: { applicationId },
      body: { version, answers: goodAnswers },
    });
});

describe('the answer to a token', () => {
  it('that comes promptly continues the workflow within a second', async () => {
    await becomes(waitsAt('officeAcceptance'));
    await work.decide(applicationId, office(1));
    const decided = performance.now();
    await becomes(waitsAt('bureauReview'));
    expect(performance.now() - decided).toBeLessThan(1_000);
  });

  it('that comes late, after its deadline, is heard by asking the record: the decision counts once', async () => {
    const opened = await becomes(waitsAt('officeAcceptance'));
    const release = work.holdStreams();
    await work.moveClock(new Date(Date.parse(OFFICE_DUE) - 60_000));
    await becomes(({ taskToken }) => taskToken !== opened.taskToken);
    await work.decide(applicationId, office(1));
    await work.moveClock(AFTER_OFFICE_DUE);
    const atBureau = await becomes(waitsAt('bureauReview'));
    release();
    await until(
      'the late answer to be delivered',
      async () => JSON.stringify(work.delivered).includes(`officeAcceptance#office-1`) || undefined,
    );
    expect((await becomes(() => true)).version).toBe(atBureau.version);
    expect(atBureau.decisions).toHaveLength(1);
    expect((await work.execution(applicationId)).status).toBe('RUNNING');
  });

  it('that comes between the deadline and the new token is told to the new token', async () => {
    await becomes(waitsAt('officeAcceptance'));
    // The second opening fails, and the clock stands: until the retry the review is open under a dead token.
    work.failStep('openReview', 'before');
    await work.moveClock(AFTER_OFFICE_DUE);
    await becomes(({ waiting }) => waiting?.escalations === 1);
    await work.decide(applicationId, office(1));
    await work.moveClock(new Date(Date.parse(AFTER_OFFICE_DUE) + 60_000));
    const atBureau = await becomes(waitsAt('bureauReview'));
    expect(atBureau.decisions).toHaveLength(1);
    const { entered } = await work.execution(applicationId);
    expect(entered.filter((name) => name === 'officeAcceptance')).toHaveLength(2);
  });

  it('that comes twice, also long after, continues it once', async () => {
    await becomes(waitsAt('officeAcceptance'));
    await work.decide(applicationId, office(1));
    await becomes(waitsAt('bureauReview'));
    const before = await becomes(() => true);
    for (const event of deliveredOf(applicationId)) {
      expect(await work.relay(event)).toEqual({ batchItemFailures: [] });
    }
    await work.decide(applicationId, bureau(1));
    await becomes(({ status }) => status === 'approved');
    for (const event of deliveredOf(applicationId)) {
      expect(await work.relay(event)).toEqual({ batchItemFailures: [] });
    }
    const { entered } = await ends('SUCCEEDED');
    expect(entered.filter((name) => name === 'bureauReview')).toHaveLength(1);
    expect((await becomes(() => true)).version).toBe(before.version + 3);
  });

  it('that never comes leaves the review open', async () => {
    await becomes(waitsAt('officeAcceptance'));
    await work.moveClock(new Date(Date.parse(OFFICE_DUE) - 1_000));
    expect(await becomes(() => true)).toMatchObject({
      status: 'inReview',
      decisions: [],
      waiting: { escalations: 0 },
    });
    expect((await work.execution(applicationId)).status).toBe('RUNNING');
  });

  it('under an unknown token counts as settled, and the records after it go on', async () => {
    const record = await until('a delivered decision', async () =>
      work.delivered
        .flatMap(({ Records }) => Records)
        .find(({ dynamodb }) => dynamodb?.NewImage?.['settled']),
    );
    const unknown = structuredClone(record);
    const image = unknown.dynamodb?.NewImage?.['settled']?.M;
    if (image) image['token'] = { S: 'no-such-token' };
    expect(await work.relay({ Records: [unknown, record] })).toEqual({ batchItemFailures: [] });
    await becomes(waitsAt('officeAcceptance'));
  });

  it('that is a failure opens the same visit again under a new token', async () => {
    const opened = await becomes(waitsAt('officeAcceptance'));
    await work.sfn.send(new SendTaskFailureCommand({ taskToken: String(opened.taskToken), error: 'Broken' }));
    await work.moveClock(new Date(OPENING.getTime() + 10_000));
    const again = await becomes(({ taskToken }) => taskToken !== opened.taskToken);
    expect(again.waiting).toMatchObject({ stage: 'officeAcceptance', visit: 1, escalations: 0 });
    await work.decide(applicationId, office(1));
    await becomes(waitsAt('bureauReview'));
  });
});

describe('a step that fails', () => {
  it.each([
    ['screenApplication', 'before'],
    ['openReview', 'before'],
    ['openReview', 'after'],
  ] as const)('%s, %s its work, is done again and nothing doubles', async (step, when) => {
    // The application of every test is on its way already and must not meet the fault.
    await becomes(waitsAt('officeAcceptance'));
    work.failStep(step, when);
    enterprise = applicant(number + 3_000);
    applicationId = await work.submit(enterprise);
    const happened = (what: RegExp) =>
      until(String(what), async () => {
        const { history } = await work.execution(applicationId);
        return history.some(({ type = '' }) => what.test(type)) || undefined;
      });
    await happened(/^Task(Submit)?Failed$/);
    await work.moveClock(new Date(OPENING.getTime() + 10_000));
    await happened(/^TaskSubmitted$/);
    await becomes(waitsAt('officeAcceptance'));
    await work.decide(applicationId, office(1));
    await becomes(waitsAt('bureauReview'));
  });

  it('awaitCorrection, after its work, does not lose the correction', async () => {
    await becomes(waitsAt('officeAcceptance'));
    work.failStep('awaitCorrection', 'after');
    await work.decide(applicationId, office(1), correction);
    // The enterprise corrects under the token whose answer was lost.
    expect((await correct()).status).toBe(200);
    await work.moveClock(new Date(OPENING.getTime() + 10_000));
    await becomes(waitsAt('officeAcceptance', 2));
  });

  it('concludeApplication, after its work, finds it done', async () => {
    await becomes(waitsAt('officeAcceptance'));
    work.failStep('concludeApplication', 'after');
    await work.decide(applicationId, office(1), rejection);
    await becomes(({ status }) => status === 'rejected');
    await work.moveClock(new Date(OPENING.getTime() + 10_000));
    await ends('SUCCEEDED');
  });
});
