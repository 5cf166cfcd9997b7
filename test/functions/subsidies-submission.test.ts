import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newReceiptCode } from '../../domain/subsidies/receipt-code.ts';
import { busAnswers, DAY, goodAnswers, later, OPENING } from '../builders/applications.ts';
import { applicant, bureau, office, usccOf, wrongUsccOf } from '../builders/enterprises.ts';
import { patiently } from '../builders/http-calls.ts';
import { openSubsidies, type SubsidiesUnderTest, setClock, submission } from '../builders/subsidies.ts';

let subsidies: SubsidiesUnderTest;
let number = 0;
beforeAll(async () => {
  subsidies = await openSubsidies();
});
beforeEach(async () => {
  setClock(OPENING);
  number += 1;
  await subsidies.profiled(applicant(number));
});

/** Every item of the subsidies and the audit trail, to show that a refusal stored nothing. */
async function everything(): Promise<string> {
  return JSON.stringify([
    await subsidies.tables.itemsOf('subsidies'),
    await subsidies.tables.itemsOf('audit'),
  ]);
}

describe('submitApplication', () => {
  it('answers with a receipt and stores application, answers, claim, list entry and event together', async () => {
    const { actor, sent } = submission(number);
    const { status, body } = await subsidies.call('submitApplication', actor, sent);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      policyId: 'resumption-award',
      amountFen: 2_000_000,
      submittedAt: OPENING.toISOString(),
      nextStage: 'officeAcceptance',
      dueAt: '2020-02-26T16:00:00.000Z',
    });
    const id = String(body['applicationId']);
    expect(String(body['receiptCode']).replaceAll('-', '')).toBe(id);
    const mine = (await subsidies.tables.itemsOf('subsidies')).filter((item) =>
      JSON.stringify(item).includes(id),
    );
    expect(mine.map((item) => String(item['sk']).replace(/#.*/, '')).sort()).toEqual([
      'APPLICATION',
      'CASE',
      'CLAIM',
      'FORM',
      'REQUEST',
    ]);
    const events = (await subsidies.tables.itemsOf('audit')).filter(
      (item) => item['pk'] === `APPLICATION#${id}`,
    );
    expect(events).toEqual([
      expect.objectContaining({ seq: 1, action: 'submitApplication', by: actor.sub, to: 'submitted' }),
    ]);
    expect((await subsidies.stored(id))['audit']).toMatchObject({ seq: 1, hash: events[0]?.['hash'] });
  });

  it('computes the amount from the answers and records a failed clause without refusing', async () => {
    const actor = applicant(number);
    const answers = { ...busAnswers, workersCarried: 9, charterCost: 1_234_567 };
    const body = { uscc: actor.uscc, policyId: 'chartered-bus', answers };
    const receipt = await subsidies.ok('submitApplication', actor, { body });
    expect(receipt.amountFen).toBe(617_283);
    const { applicationId } = receipt;
    const shown = await subsidies.ok('getApplication', actor, { params: { applicationId } });
    expect(shown.findings.find(({ clauseId }) => clauseId === 'at-least-ten-workers')?.result).toBe('fail');
    expect(shown.status).toBe('submitted');
  });

  it('removes the draft', async () => {
    const actor = applicant(number);
    const params = { policyId: 'resumption-award' };
    await subsidies.ok('saveDraft', actor, {
      params,
      body: { answers: { resumedOn: '2020-02' }, version: 0 },
    });
    expect((await subsidies.ok('getDraft', actor, { params })).answers).toEqual({ resumedOn: '2020-02' });
    await subsidies.submit(actor);
    expect((await subsidies.call('getDraft', actor, { params })).body.code).toBe('draft-not-found');
  });

  it('is accepted once of fifty at once, and stores one application', async () => {
    const { actor, sent } = submission(number);
    const answers = await Promise.all(
      Array.from({ length: 50 }, () =>
        patiently((key) => subsidies.call('submitApplication', actor, { ...sent, key })),
      ),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(new Set(answers.filter(({ status }) => status !== 201).map(({ body }) => body.code))).toEqual(
      new Set(['already-applied']),
    );
    expect((await subsidies.ok('listMyApplications', actor)).applications).toHaveLength(1);
  });

  it('gives the same receipt for the same key and body, at once, at the same time, and after the window', async () => {
    const { actor, sent } = submission(number);
    const keyed = { ...sent, key: `same-request-${number}` };
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => subsidies.call('submitApplication', actor, keyed)),
    );
    setClock(later(60 * DAY));
    answers.push(await subsidies.call('submitApplication', actor, keyed));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  });

  it('refuses the same key with another body', async () => {
    const { actor, sent } = submission(number);
    const key = `reused-key-${number}`;
    await subsidies.ok('submitApplication', actor, { ...sent, key });
    const other = { uscc: actor.uscc, policyId: 'chartered-bus', answers: busAnswers };
    const before = await everything();
    const { status, body } = await subsidies.call('submitApplication', actor, { body: other, key });
    expect([status, body.code]).toEqual([409, 'idempotency-key-reused']);
    expect(await everything()).toBe(before);
  });

  it('may come again after a withdrawal, but a late repeat of the first request brings nothing back', async () => {
    const { actor, sent } = submission(number);
    const first = await subsidies.ok('submitApplication', actor, { ...sent, key: `first-try-${number}` });
    const params = { applicationId: first.applicationId };
    await subsidies.ok('withdrawApplication', actor, { params, body: { version: 1 } });
    const repeat = await subsidies.ok('submitApplication', actor, { ...sent, key: `first-try-${number}` });
    expect(repeat).toEqual(first);
    setClock(later(1_000));
    const second = await subsidies.ok('submitApplication', actor, sent);
    expect(second.applicationId).not.toBe(first.applicationId);
    const listed = await subsidies.ok('listMyApplications', actor);
    expect(listed.applications.map(({ applicationId, status }) => [applicationId, status])).toEqual([
      [second.applicationId, 'submitted'],
      [first.applicationId, 'withdrawn'],
    ]);
  });

  it.each<[string, () => Parameters<SubsidiesUnderTest['call']>, number, string, string?]>([
    [
      'a wrong check digit',
      () => ['submitApplication', applicant(number), submission(number, { uscc: wrongUsccOf(number) }).sent],
      400,
      'invalid-input',
      'uscc',
    ],
    [
      'another enterprise’s code',
      () => ['submitApplication', applicant(number), submission(number, { uscc: usccOf(number + 1) }).sent],
      403,
      'not-your-application',
    ],
    [
      'an unknown policy',
      () => ['submitApplication', applicant(number), submission(number, { policyId: 'no-such' }).sent],
      404,
      'policy-not-found',
    ],
    [
      'a missing answer',
      () => [
        'submitApplication',
        applicant(number),
        submission(number, { answers: { ...goodAnswers, industry: undefined } }).sent,
      ],
      400,
      'invalid-input',
      'answers.industry',
    ],
    [
      'a day that has not come',
      () => [
        'submitApplication',
        applicant(number),
        submission(number, { answers: { ...goodAnswers, resumedOn: '2020-02-22' } }).sent,
      ],
      400,
      'invalid-input',
      'answers.resumedOn',
    ],
    [
      'an amount of its own',
      () => ['submitApplication', applicant(number), submission(number, { amountFen: 9 }).sent],
      400,
      'invalid-input',
      'amountFen',
    ],
    [
      'no idempotency key',
      () => ['submitApplication', applicant(number), { ...submission(number).sent, key: null }],
      400,
      'idempotency-key-required',
    ],
    [
      'broken JSON',
      () => ['submitApplication', applicant(number), { body: '{"uscc":' }],
      400,
      'malformed-json',
    ],
    [
      'a form instead of JSON',
      () => [
        'submitApplication',
        applicant(number),
        { ...submission(number).sent, headers: { 'content-type': 'text/plain' } },
      ],
      415,
      'unsupported-media-type',
    ],
    [
      'JSON nested too deeply',
      () => ['submitApplication', applicant(number), { body: `${'['.repeat(13)}${']'.repeat(13)}` }],
      400,
      'body-too-deep',
    ],
    [
      'a body of 257 KiB',
      () => ['submitApplication', applicant(number), { body: `"${'a'.repeat(257 * 1024)}"` }],
      413,
      'body-too-large',
    ],
    ['an officer', () => ['submitApplication', office(1), submission(number).sent], 403, 'role-not-allowed'],
    ['nobody', () => ['submitApplication', undefined, submission(number).sent], 401, 'sign-in-required'],
  ])('refuses %s and stores nothing', async (_what, sending, status, code, field) => {
    const before = await everything();
    const answer = await subsidies.call(...sending());
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    if (field) expect(answer.body.fields?.map(({ path }) => path)).toEqual([field]);
    expect(await everything()).toBe(before);
  });

  it.each([
    ['before it opens', new Date('2020-02-09T15:59:59.999Z')],
    ['after it has closed', new Date('2020-03-31T16:00:00.000Z')],
  ])('refuses an application %s and stores nothing', async (_when, moment) => {
    const before = await everything();
    setClock(moment);
    const { actor, sent } = submission(number);
    const { status, body } = await subsidies.call('submitApplication', actor, sent);
    expect([status, body.code]).toEqual([409, 'window-closed']);
    expect(await everything()).toBe(before);
  });

  it('refuses a second application for the same policy and period, and stores nothing', async () => {
    const { actor, sent } = submission(number);
    await subsidies.ok('submitApplication', actor, sent);
    const before = await everything();
    const { status, body } = await subsidies.call('submitApplication', actor, sent);
    expect([status, body.code]).toEqual([409, 'already-applied']);
    expect(await everything()).toBe(before);
  });
});

describe('an enterprise’s own applications', () => {
  it('are listed newest first, a page at a time', async () => {
    const actor = applicant(number);
    const first = await subsidies.submit(actor);
    setClock(later(1_000));
    const body = { uscc: actor.uscc, policyId: 'chartered-bus', answers: busAnswers };
    const second = (await subsidies.ok('submitApplication', actor, { body })).applicationId;
    const page = await subsidies.ok('listMyApplications', actor, { query: { limit: '1' } });
    expect(page.applications.map(({ applicationId }) => applicationId)).toEqual([second]);
    const query = { limit: '1', cursor: String(page.nextCursor) };
    const next = await subsidies.ok('listMyApplications', actor, { query });
    expect(next.applications.map(({ applicationId }) => applicationId)).toEqual([first]);
  });

  it.each(['e30', 'WlpaWlo', Buffer.from('{"after":"ZZZ"}').toString('base64url')])(
    'refuse the forged cursor %s by its field',
    async (cursor) => {
      const { status, body } = await subsidies.call('listMyApplications', applicant(number), {
        query: { cursor },
      });
      expect([status, body.fields?.[0]?.path]).toEqual([400, 'cursor']);
    },
  );

  it('are shown to nobody else, and an unknown one is not found', async () => {
    const applicationId = await subsidies.submit(applicant(number));
    const other = applicant(number + 1_000);
    const unknownId = newReceiptCode((count) => new Uint8Array(count));
    for (const [id, sent] of [
      ['getApplication', {}],
      ['withdrawApplication', { body: { version: 1 } }],
      ['resubmitApplication', { body: { version: 1, answers: goodAnswers } }],
    ] as const) {
      const foreign = await subsidies.call(id, other, { params: { applicationId }, ...sent });
      expect([foreign.status, foreign.body.code], id).toEqual([403, 'not-your-application']);
      const unknown = await subsidies.call(id, other, { params: { applicationId: unknownId }, ...sent });
      expect([unknown.status, unknown.body.code], id).toEqual([404, 'application-not-found']);
    }
    expect(await subsidies.stored(applicationId)).toMatchObject({ version: 1, status: 'submitted' });
  });

  it('show nothing that the contract does not declare', async () => {
    const actor = applicant(number);
    const applicationId = await subsidies.submit(actor);
    const token = await subsidies.open(applicationId, 'officeAcceptance');
    const shown = [
      await subsidies.ok('getApplication', actor, { params: { applicationId } }),
      await subsidies.ok('listMyApplications', actor),
      await subsidies.ok('trackApplication', undefined, { params: { applicationId } }),
      await subsidies.ok('getReview', office(1), { params: { applicationId } }),
    ];
    for (const secret of [token, 'queuePk', 'deciders', 'answered', '"audit"', 'taskToken']) {
      expect(JSON.stringify(shown)).not.toContain(secret);
    }
  });
});

describe('trackApplication', () => {
  it('tells anyone with the receipt code the stage and its deadline, and nothing of the enterprise', async () => {
    const actor = applicant(number);
    const applicationId = await subsidies.submit(actor);
    await subsidies.open(applicationId, 'officeAcceptance');
    const typed = ` ${applicationId.toLowerCase().slice(0, 4)}-${applicationId.slice(4)} `;
    const tracked = await subsidies.ok('trackApplication', undefined, { params: { applicationId: typed } });
    expect(tracked).toMatchObject({
      status: 'inReview',
      stage: 'officeAcceptance',
      dueAt: '2020-02-26T16:00:00.000Z',
    });
    expect(JSON.stringify(tracked)).not.toContain(actor.name);
    expect(JSON.stringify(tracked)).not.toContain(String(actor.uscc));
  });

  it('finds a mistyped code before it asks the database', async () => {
    const { status, body } = await subsidies.call('trackApplication', undefined, {
      params: { applicationId: '7K3M-9Q2X-4HWC' },
    });
    expect([status, body.fields?.[0]]).toEqual([
      400,
      expect.objectContaining({ path: 'applicationId', reason: 'check-character' }),
    ]);
  });
});

describe('policies and drafts', () => {
  it('tell whether applications are taken at the moment', async () => {
    const openOf = async () =>
      (await subsidies.ok('listPolicies', undefined)).policies.find(({ id }) => id === 'resumption-award')
        ?.open;
    expect(await openOf()).toBe(true);
    setClock(later(60 * DAY));
    expect(await openOf()).toBe(false);
    const { status } = await subsidies.call('getPolicy', undefined, { params: { policyId: 'no-such' } });
    expect(status).toBe(404);
  });

  it('assess what is answered so far and store nothing', async () => {
    const before = await everything();
    const params = { policyId: 'chartered-bus' };
    const partial = { body: { answers: { workersCarried: 42 } }, params };
    const assessed = await subsidies.ok('checkEligibility', applicant(number), partial);
    expect(assessed.result).toBe('needs-review');
    expect(assessed).not.toHaveProperty('amountFen');
    expect(await everything()).toBe(before);
  });

  it('are saved one version after another, and a save from an older version is refused', async () => {
    const actor = applicant(number);
    const params = { policyId: 'resumption-award' };
    const save = (version: number, text: string, key?: string) =>
      subsidies.call('saveDraft', actor, {
        params,
        body: { version, answers: { preventionMeasures: text } },
        ...(key ? { key } : {}),
      });
    expect((await save(0, '一', 'draft-key-1')).body['version']).toBe(1);
    expect((await save(0, '一', 'draft-key-1')).body['version']).toBe(1);
    expect((await save(0, '二', 'draft-key-1')).body.code).toBe('idempotency-key-reused');
    expect((await save(0, '二')).body.code).toBe('version-changed');
    expect((await save(1, '二')).body['version']).toBe(2);
    const raced = await Promise.all(Array.from({ length: 8 }, (_, index) => save(2, `${index}`)));
    expect(raced.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('are no business of an officer', async () => {
    const { status } = await subsidies.call('getDraft', bureau(1), {
      params: { policyId: 'resumption-award' },
    });
    expect(status).toBe(403);
  });
});
