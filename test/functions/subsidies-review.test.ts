import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../domain/identity.ts';
import type { Verdict } from '../../domain/subsidies/review.ts';
import { applicationEvent } from '../../functions/adapters/application-event.ts';
import { applicationsIn } from '../../functions/adapters/applications.ts';
import { deciderGuard } from '../../functions/adapters/decider-guard.ts';
import { goodAnswers, later, MINUTE, OPENING } from '../builders/applications.ts';
import { applicant, auditor, bureau, finance, office } from '../builders/enterprises.ts';
import { patiently } from '../builders/http-calls.ts';
import { openSubsidies, type SubsidiesUnderTest, setClock } from '../builders/subsidies.ts';

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

let subsidies: SubsidiesUnderTest;
let number = 0;
let enterprise: Actor;
/** An application that waits for its office's review, and its parameters. */
let applicationId: string;
let params: { applicationId: string };
beforeAll(async () => {
  subsidies = await openSubsidies();
});
beforeEach(async () => {
  setClock(OPENING);
  number += 1;
  enterprise = applicant(number);
  applicationId = await subsidies.submit(enterprise);
  params = { applicationId };
  await subsidies.open(applicationId, 'officeAcceptance');
});

const claim = (officer: Actor, version: number) =>
  subsidies.call('claimReview', officer, { params, body: { version } });
const decide = (officer: Actor, version: number, verdict: Verdict = { outcome: 'approve' }, key?: string) =>
  subsidies.call('decideReview', officer, { params, body: { version, verdict }, ...(key ? { key } : {}) });

/** What is stored of this application and its trail, to show that a refusal changed nothing. */
async function record(): Promise<string> {
  const ours = ({ pk }: Record<string, unknown>) => pk === `APPLICATION#${applicationId}`;
  const [items, events] = [
    await subsidies.tables.itemsOf('subsidies'),
    await subsidies.tables.itemsOf('audit'),
  ];
  return JSON.stringify([items.filter(ours), events.filter(ours)], (_key, value: unknown) =>
    value instanceof Set ? [...value] : value,
  );
}

/** Brings the application before the bureau, accepted by office-1. */
async function atBureau(): Promise<void> {
  await subsidies.decide(applicationId, office(1));
  await subsidies.open(applicationId, 'bureauReview');
}

describe('claiming', () => {
  it('holds a review for 30 minutes, and claiming again renews', async () => {
    const first = await claim(office(1), 2);
    expect(first.body['claim']).toMatchObject({ by: 'office-1', until: later(30 * MINUTE).toISOString() });
    setClock(later(20 * MINUTE));
    const renewed = await claim(office(1), 2);
    expect(renewed.body['claim']).toMatchObject({ by: 'office-1', until: later(50 * MINUTE).toISOString() });
  });

  it('is refused while another holds the review, and allowed when his time is over', async () => {
    await claim(office(1), 2);
    expect((await claim(office(2), 3)).body.code).toBe('review-claimed-by-other');
    setClock(later(30 * MINUTE));
    expect((await claim(office(2), 3)).body['claim']).toMatchObject({ by: 'office-2' });
  });

  it('gives the review to one of twenty officers at once, and tells the others who came first', async () => {
    const officers = Array.from({ length: 20 }, (_, index) => office(index + 1));
    const answers = await Promise.all(officers.map((officer) => patiently(() => claim(officer, 2))));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const codes = answers.filter(({ status }) => status !== 200).map(({ body }) => body.code);
    expect(new Set(codes)).toEqual(new Set(['review-claimed-by-other']));
  });

  it('can be given back, also twice, and only by its holder', async () => {
    await claim(office(1), 2);
    const release = (officer: Actor) =>
      subsidies.call('releaseReview', officer, { params, body: { version: 3 } });
    expect((await release(office(2))).body.code).toBe('review-claimed-by-other');
    expect((await release(office(1))).body['version']).toBe(4);
    expect((await release(office(1))).body['version']).toBe(4);
    expect((await claim(office(2), 4)).status).toBe(200);
  });

  it.each<[string, () => Actor, string]>([
    ['an officer of another area', () => office(9, 'south'), 'outside-your-area'],
    ['an officer of another stage', () => bureau(1), 'role-not-allowed'],
    [
      'an officer of the enterprise itself',
      () => ({ ...office(3), uscc: String(enterprise.uscc) }),
      'own-enterprise',
    ],
    ['an auditor', () => auditor, 'role-not-allowed'],
    ['the enterprise', () => enterprise, 'role-not-allowed'],
  ])('is refused to %s', async (_who, officer, code) => {
    const before = await record();
    const { status, body } = await claim(officer(), 2);
    expect([status, body.code]).toEqual([403, code]);
    expect(await record()).toBe(before);
  });
});

describe('deciding', () => {
  it('stores the decision, closes the task, settles the token and records one event, together', async () => {
    const token = await subsidies.open(applicationId, 'officeAcceptance');
    const { body } = await subsidies.decide(applicationId, office(1));
    expect(body).toMatchObject({
      stage: 'officeAcceptance',
      outcome: 'approve',
      decidedAt: OPENING.toISOString(),
    });
    const stored = await subsidies.stored(applicationId);
    expect(stored).toMatchObject({ status: 'inReview', settled: { token } });
    for (const gone of ['waiting', 'queuePk', 'queueSk', 'taskToken'])
      expect(stored).not.toHaveProperty(gone);
    expect(JSON.parse((stored['settled'] as { output: string }).output)).toEqual({
      outcome: 'approve',
      next: 'bureauReview',
      dueAt: '2020-02-28T16:00:00.000Z',
      wakeAt: '2020-02-28T01:00:00.000Z',
    });
    const events = (await subsidies.tables.itemsOf('audit')).filter(
      ({ pk }) => pk === `APPLICATION#${applicationId}`,
    );
    expect(events.map(({ action }) => action)).toEqual([
      'submitApplication',
      'openReview',
      'openReview',
      'claimReview',
      'decideReview',
    ]);
    events.forEach((event, index) => {
      expect(event['prevHash']).toBe(events[index - 1]?.['hash'] ?? '');
    });
    expect(stored['audit']).toMatchObject({ seq: 5, hash: events[4]?.['hash'] });
  });

  it.each<[string, () => Promise<unknown>, () => Actor, string]>([
    ['which nobody has claimed', async () => undefined, () => office(1), 'review-not-claimed'],
    ['which another has claimed', () => claim(office(2), 2), () => office(1), 'review-claimed-by-other'],
    ['of another area', () => claim(office(1), 2), () => office(9, 'south'), 'outside-your-area'],
    ['of another stage', () => claim(office(1), 2), () => bureau(1), 'role-not-allowed'],
  ])('is refused on a task %s, and nothing changes', async (_what, prepare, officer, code) => {
    await prepare();
    const { version } = (await subsidies.stored(applicationId)) as { version: number };
    const before = await record();
    const { status, body } = await decide(officer(), version);
    expect(Math.floor(status / 100)).toBe(4);
    expect(body.code).toBe(code);
    expect(await record()).toBe(before);
  });

  it('is refused when the claim has run out', async () => {
    await claim(office(1), 2);
    setClock(later(30 * MINUTE));
    expect((await decide(office(1), 3)).body.code).toBe('review-not-claimed');
  });

  it('is refused on an older version than the stored one', async () => {
    await claim(office(1), 2);
    const before = await record();
    expect((await decide(office(1), 2)).body.code).toBe('version-changed');
    expect(await record()).toBe(before);
  });

  it('happens once of twenty at once, whatever they say', async () => {
    await claim(office(1), 2);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        patiently((key) => decide(office(1), 3, index % 2 ? rejection : correction, key)),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await subsidies.stored(applicationId))['decisions']).toHaveLength(1);
  });

  it('answers the same request the same, at once and at the same time, and another content under its key not', async () => {
    await claim(office(1), 2);
    const key = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => decide(office(1), 3, correction, key)),
    );
    answers.push(await decide(office(1), 3, correction, key));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect((await decide(office(1), 3, rejection, key)).body.code).toBe('idempotency-key-reused');
    expect((await decide(office(2), 3, correction, key)).body.code).toBe('idempotency-key-reused');
  });

  it('takes corrections only of the policy’s own questions', async () => {
    await claim(office(1), 2);
    const verdict = { ...correction, corrections: [{ field: 'noSuch', note: '?' }] } as Verdict;
    const { status, body } = await decide(office(1), 3, verdict);
    expect([status, body.fields?.[0]?.path]).toEqual([400, 'verdict.corrections.0.field']);
  });

  it('at a second stage is refused to who decided the first, also under another role', async () => {
    await atBureau();
    const promoted: Actor = { sub: 'office-1', role: 'bureau', name: '示例审核员' };
    const { version } = (await subsidies.stored(applicationId)) as { version: number };
    expect((await claim(promoted, version)).body.code).toBe('already-decided-by-you');
    expect((await subsidies.decide(applicationId, bureau(1))).status).toBe(200);
  });

  it('is refused to an officer of the enterprise itself', async () => {
    await atBureau();
    const { version } = (await subsidies.stored(applicationId)) as { version: number };
    expect((await claim(bureau(3, number), version)).body.code).toBe('own-enterprise');
  });
});

describe('the write’s own condition', () => {
  /** Writes a decision past all checks in code, as a forgotten check or a race would. */
  async function force(officer: Actor, claimedBy = officer.sub, until = later(MINUTE)) {
    const client = new DynamoDBClient({});
    const applications = applicationsIn(client, subsidies.tables);
    const open = await applications.read(applicationId);
    if (!open.waiting) throw new Error('nothing to decide');
    const held = { by: claimedBy, byName: '', at: OPENING.toISOString(), until: until.toISOString() };
    const claimed = await applications.change({
      before: open,
      after: { ...open, waiting: { ...open.waiting, claim: held } },
      entry: applicationEvent(open, open, officer, 'claimReview', OPENING.toISOString()),
    });
    const before = await record();
    const attempt = applications.change({
      before: claimed,
      after: { ...claimed, waiting: undefined },
      entry: applicationEvent(claimed, claimed, officer, 'decideReview', OPENING.toISOString()),
      guard: deciderGuard(claimed, officer, OPENING.toISOString()),
    });
    return { attempt, before };
  }

  /** Rejected by the first officer of the office, appealed, and open again at the office. */
  async function appealed(): Promise<void> {
    await subsidies.decide(applicationId, office(1), rejection);
    await subsidies.step('concludeApplication', { applicationId, conclusion: 'reject' });
    const body = {
      version: Number((await subsidies.stored(applicationId))['version']),
      reason: '复工日期有误，请复核。',
    };
    await subsidies.ok('appealApplication', enterprise, { params, body });
    await subsidies.open(applicationId, 'officeAcceptance');
  }

  it('lets the right officer through', async () => {
    const { attempt } = await force(office(1));
    await expect(attempt).resolves.toMatchObject({ version: 4 });
  });

  it.each<[string, () => Promise<unknown>, () => Parameters<typeof force>]>([
    ['own enterprise', async () => undefined, () => [{ ...office(3), uscc: String(enterprise.uscc) }]],
    ['another area', async () => undefined, () => [office(9, 'south')]],
    ['another’s claim', async () => undefined, () => [office(1), 'office-2']],
    ['a claim that has run out', async () => undefined, () => [office(1), 'office-1', OPENING]],
    [
      'an officer who decided the other stage',
      atBureau,
      () => [{ sub: 'office-1', role: 'bureau', name: '示例' }],
    ],
    ['an officer who decided before the appeal', appealed, () => [office(1)]],
  ])('holds back %s, and nothing is written', async (_what, prepare, attempted) => {
    await prepare();
    const { attempt, before } = await force(...attempted());
    await expect(attempt).rejects.toThrow('version-changed');
    expect(await record()).toBe(before);
  });
});

describe('correcting', () => {
  const dueAt = '2020-03-06T16:00:00.000Z';
  const resubmit = (answers: object, key?: string, version = 5) =>
    subsidies.call('resubmitApplication', enterprise, {
      params,
      body: { version, answers },
      ...(key ? { key } : {}),
    });

  beforeEach(async () => {
    await subsidies.decide(applicationId, office(1), correction);
    const handed = { applicationId, stage: 'officeAcceptance', dueAt, taskToken: `correct-${number}` };
    await subsidies.step('awaitCorrection', handed);
  });

  it('shows the enterprise what to correct, by when, and why', async () => {
    const shown = await subsidies.ok('getApplication', enterprise, { params });
    expect(shown).toMatchObject({
      status: 'returned',
      corrections: correction.corrections,
      waiting: { kind: 'correction', stage: 'officeAcceptance', dueAt },
      timeline: [{ event: 'submitted' }, { event: 'return', reasonCode: 'statement-unclear' }],
    });
    expect(JSON.stringify(shown)).not.toContain('office-1');
  });

  it('makes the next revision, settles the token and goes back to the stage that asked', async () => {
    const { body } = await resubmit({ ...goodAnswers, employeesReturned: 90 });
    expect(body).toMatchObject({ revision: 2, nextStage: 'officeAcceptance', version: 6 });
    expect(await subsidies.stored(applicationId)).toMatchObject({
      status: 'submitted',
      settled: {
        token: `correct-${number}`,
        output: expect.stringMatching(`"resubmit","next":"officeAcceptance","dueAt":"${body['dueAt']}"`),
      },
    });
    await subsidies.open(applicationId, 'officeAcceptance');
    const review = await subsidies.ok('getReview', office(1), { params });
    expect(review.application.waiting).toMatchObject({ stage: 'officeAcceptance', visit: 2 });
    expect(review.answers['employeesReturned']).toBe(90);
    expect(review.previousAnswers?.['employeesReturned']).toBe(goodAnswers['employeesReturned']);
  });

  it('lets the same officer decide the same stage again', async () => {
    await resubmit({ ...goodAnswers, employeesReturned: 90 });
    await subsidies.open(applicationId, 'officeAcceptance');
    expect((await subsidies.decide(applicationId, office(1))).status).toBe(200);
  });

  it('refuses changes of what was not marked, naming each field', async () => {
    const before = await record();
    const { status, body } = await resubmit({ ...goodAnswers, employeesReturned: 90, industry: 'services' });
    expect([status, body.fields]).toEqual([
      400,
      [expect.objectContaining({ path: 'answers.industry', reason: 'not-marked-for-correction' })],
    ]);
    expect(await record()).toBe(before);
  });

  it('answers the same request the same, and makes one revision of it', async () => {
    const answers = { ...goodAnswers, employeesReturned: 90 };
    const all = await Promise.all(Array.from({ length: 5 }, () => resubmit(answers, 'correct-once')));
    expect(new Set(all.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(all[0]?.status).toBe(200);
    expect((await subsidies.stored(applicationId))['revision']).toBe(2);
    expect((await resubmit({ ...answers, employeesReturned: 91 }, 'correct-once')).body.code).toBe(
      'idempotency-key-reused',
    );
  });

  it('is refused once its deadline has passed', async () => {
    setClock(new Date(dueAt));
    const { status, body } = await resubmit({ ...goodAnswers, employeesReturned: 90 });
    expect([status, body.code]).toEqual([409, 'state-not-allowed']);
  });

  it('is refused while nothing is returned', async () => {
    await resubmit({ ...goodAnswers, employeesReturned: 90 });
    const { body } = await resubmit({ ...goodAnswers, employeesReturned: 91 }, undefined, 6);
    expect(body.code).toBe('state-not-allowed');
  });
});

describe('withdrawing', () => {
  it('ends an open review, frees the claim and settles the token; a repeat says so again', async () => {
    const token = await subsidies.open(applicationId, 'officeAcceptance');
    const sent = { params, body: { version: 3 }, key: randomUUID() };
    const first = await subsidies.call('withdrawApplication', enterprise, sent);
    expect(first.body).toMatchObject({ status: 'withdrawn', version: 4 });
    expect((await subsidies.call('withdrawApplication', enterprise, sent)).body).toEqual(first.body);
    expect(await subsidies.stored(applicationId)).toMatchObject({ settled: { token } });
    expect(
      (await subsidies.ok('listReviewTasks', office(1))).tasks.map((task) => task.applicationId),
    ).not.toContain(applicationId);
    await expect(subsidies.submit(enterprise)).resolves.not.toBe(applicationId);
  });

  it('comes too late after the end', async () => {
    await subsidies.decide(applicationId, office(1), rejection);
    await subsidies.step('concludeApplication', { applicationId, conclusion: 'reject' });
    const { version } = (await subsidies.stored(applicationId)) as { version: number };
    const { body } = await subsidies.call('withdrawApplication', enterprise, { params, body: { version } });
    expect(body.code).toBe('state-not-allowed');
  });
});

describe('reading reviews', () => {
  it('lists the own queue by deadline, a page at a time, and no other area’s', async () => {
    const [sooner, southern] = [applicant(number + 1_000, 'east'), applicant(number + 2_000, 'south')];
    const first = await subsidies.submit(sooner);
    const second = await subsidies.submit(applicant(number + 3_000, 'east'));
    const foreign = await subsidies.submit(southern);
    await subsidies.open(second, 'officeAcceptance', '2020-02-27T16:00:00.000Z');
    await subsidies.open(first, 'officeAcceptance', '2020-02-25T16:00:00.000Z');
    await subsidies.open(foreign, 'officeAcceptance');
    const officer = office(5, 'east');
    const page = await subsidies.ok('listReviewTasks', officer, { query: { limit: '1' } });
    expect(page.tasks.map((task) => task.applicationId)).toEqual([first]);
    const query = { limit: '1', cursor: String(page.nextCursor) };
    const next = await subsidies.ok('listReviewTasks', officer, { query });
    expect(next.tasks.map((task) => task.applicationId)).toEqual([second]);
    await subsidies.ok('claimReview', officer, { params: { applicationId: second }, body: { version: 2 } });
    const mine = await subsidies.ok('listReviewTasks', officer, { query: { claimedByMe: 'true' } });
    expect(mine.tasks.map((task) => task.applicationId)).toEqual([second]);
    setClock(new Date('2020-02-26T00:00:00.000Z'));
    const overdue = (await subsidies.ok('listReviewTasks', officer)).tasks.filter((task) => task.overdue);
    expect(overdue.map((task) => task.applicationId)).toEqual([first]);
  });

  it('refuses a forged cursor by its field', async () => {
    const cursor = Buffer.from('{"queuePk":"officeAcceptance#north","x":"y"}').toString('base64url');
    const { status, body } = await subsidies.call('listReviewTasks', office(1), { query: { cursor } });
    expect([status, body.fields?.[0]?.path]).toEqual([400, 'cursor']);
  });

  it('shows an application to the own office, the bureau, finance and the auditor, and to no other office', async () => {
    for (const officer of [office(1), bureau(1), finance, auditor]) {
      expect((await subsidies.call('getReview', officer, { params })).status, officer.sub).toBe(200);
    }
    expect((await subsidies.call('getReview', office(9, 'south'), { params })).body.code).toBe(
      'outside-your-area',
    );
    expect((await subsidies.call('getReview', enterprise, { params })).body.code).toBe('role-not-allowed');
  });

  it('tells an officer why he may not decide', async () => {
    const blockedBy = async (officer: Actor) =>
      (await subsidies.ok('getReview', officer, { params })).blockedBy;
    expect(await blockedBy(office(1))).toBeUndefined();
    expect(await blockedBy({ ...office(3), uscc: String(enterprise.uscc) })).toBe('own-enterprise');
    expect(await blockedBy(bureau(1))).toBe('role-not-allowed');
    await claim(office(1), 2);
    expect(await blockedBy(office(2))).toBe('review-claimed-by-other');
  });
});
