import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DAY, later, OPENING } from '../builders/applications.ts';
import { applicant, bureau, goodProfile } from '../builders/enterprises.ts';
import { openSubsidies, type SubsidiesUnderTest, setClock } from '../builders/subsidies.ts';

let api: SubsidiesUnderTest;
let number = 0;
beforeAll(async () => {
  api = await openSubsidies();
});
beforeEach(() => {
  setClock(OPENING);
  number += 1;
});

const qualifying = { employeesBefore: 100, employeesReturned: 95 };
const state = (change: object, version = 0) =>
  api.ok('saveProfile', applicant(number), { body: { version, profile: goodProfile(number, change) } });
const offers = async () => (await api.ok('listMyOffers', applicant(number))).offers;
const confirm = (answers: object) =>
  api.call('submitApplication', applicant(number), {
    body: { uscc: applicant(number).uscc, policyId: 'stable-jobs', answers, source: 'offer' },
  });

describe('listMyOffers', () => {
  it('gives what the enterprise qualifies for, with answers, findings and amount, once its profile is complete', async () => {
    await state({ ...qualifying, bankAccount: undefined });
    expect(await offers()).toEqual([]);
    await state(qualifying, 1);
    expect(await offers()).toMatchObject([
      {
        policyId: 'stable-jobs',
        answers: { workersBefore: 100, workersNow: 95 },
        amountFen: 4_750_000,
        findings: [
          { result: 'pass', seen: [{ source: 'registry' }] },
          { result: 'pass', seen: [{ source: 'profile' }, { source: 'profile' }] },
          { result: 'unanswered' },
        ],
      },
    ]);
  });

  it('gives nothing to who does not qualify, has applied, or comes too late', async () => {
    await state({ employeesBefore: 100, employeesReturned: 89 });
    expect(await offers()).toEqual([]);
    await state(qualifying, 1);
    setClock(later(200 * DAY));
    expect(await offers()).toEqual([]);
    setClock(OPENING);
    expect(await offers()).toHaveLength(1);
    await confirm({ workersBefore: 100, workersNow: 95, truthful: true });
    expect(await offers()).toEqual([]);
  });
});

describe('A confirmed offer', () => {
  it('is an application like any other, that says where it came from', async () => {
    await state(qualifying);
    const { status, body } = await confirm({ workersBefore: 100, workersNow: 95, truthful: true });
    expect(status).toBe(201);
    const params = { applicationId: String(body['applicationId']) };
    const { application } = await api.ok('getReview', bureau(1), { params });
    expect(application).toMatchObject({ source: 'offer', amountFen: 4_750_000, status: 'submitted' });
  });

  it.each([
    ['without the declaration', { workersBefore: 100, workersNow: 95 }, 400, 'invalid-input'],
    ['with other answers', { workersBefore: 100, workersNow: 99, truthful: true }, 409, 'offer-changed'],
  ])('%s is refused, and nothing is stored', async (_, answers, status, code) => {
    await state(qualifying);
    const before = JSON.stringify(await api.tables.itemsOf('subsidies'));
    expect(await confirm(answers)).toMatchObject({ status, body: { code } });
    expect(JSON.stringify(await api.tables.itemsOf('subsidies'))).toBe(before);
  });

  it('is refused when the profile has changed since it was shown', async () => {
    await state(qualifying);
    const [shown] = await offers();
    await state({ employeesBefore: 100, employeesReturned: 50 }, 1);
    expect((await confirm({ ...shown?.answers, truthful: true })).body.code).toBe('offer-changed');
  });
});
