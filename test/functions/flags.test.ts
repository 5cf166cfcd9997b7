import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OPENING } from '../builders/applications.ts';
import { applicant, auditor, bureau, goodProfile, office, usccOf } from '../builders/enterprises.ts';
import { patiently } from '../builders/http-calls.ts';
import { openSubsidies, type SubsidiesUnderTest, setClock, submission } from '../builders/subsidies.ts';

let api: SubsidiesUnderTest;
let number = 0;
beforeAll(async () => {
  api = await openSubsidies();
});
beforeEach(() => {
  setClock(OPENING);
  number += 10;
});

const state = (who: number, change: object, version = 0) =>
  patiently((key) =>
    api.call('saveProfile', applicant(who), { body: { version, profile: goodProfile(who, change) }, key }),
  );
const submit = async (who: number) => {
  const { actor, sent } = submission(who);
  const { body, status } = await patiently((key) => api.call('submitApplication', actor, { ...sent, key }));
  expect(status, JSON.stringify(body)).toBe(201);
  return String(body['applicationId']);
};
const openFlags = async (id: string) => (await api.stored(id))['openFlags'] as { kind: string }[] | undefined;
const account = (at: number) => `41002580${String(at).padStart(10, '0')}`;
const wide = (digits: string) =>
  digits
    .replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
    .replace(/(.{4})/g, '$1 ');

describe('Two enterprises with one bank account, once with spaces and full-width digits,', () => {
  it('are both held for review when both have stated it before they apply', async () => {
    await state(number, { bankAccount: account(number) });
    await state(number + 1, { bankAccount: wide(account(number)) });
    for (const [who, other] of [
      [number, number + 1],
      [number + 1, number],
    ] as const)
      expect(await openFlags(await submit(who))).toEqual([
        { kind: 'account-shared', with: [usccOf(other)], count: 1 },
      ]);
  });

  it('that state it and apply at once leave no way around: of ten, at most the first to apply is not flagged', async () => {
    const firms = Array.from({ length: 10 }, (_, index) => number + index);
    const flagged = await Promise.all(
      firms.map(async (who, index) => {
        await state(who, { bankAccount: index % 2 ? wide(account(number)) : account(number) });
        return openFlags(await submit(who));
      }),
    );
    expect(flagged.filter((flags) => flags === undefined).length).toBeLessThanOrEqual(1);
    const users = (await api.tables.itemsOf('subsidies')).find(
      ({ pk, usccs }) =>
        String(pk).startsWith('ACCOUNT#') && usccs instanceof Set && usccs.has(usccOf(number)),
    );
    expect(users?.['usccs']).toEqual(new Set(firms.map(usccOf)));
  });

  it('stay known to each other when the second changes its account after applying', async () => {
    await state(number, { bankAccount: account(number) });
    await submit(number);
    await state(number, { bankAccount: account(number + 5) }, 1);
    await state(number + 1, { bankAccount: account(number) });
    expect(await openFlags(await submit(number + 1))).toMatchObject([{ kind: 'account-shared' }]);
  });
});

describe('A flagged application', () => {
  async function flagged() {
    const shared = { legalRepresentative: `示例 法人 ${number}` };
    await state(number, shared);
    await state(number + 1, { legalRepresentative: `示例法人${number}` });
    const first = await submit(number);
    const id = await submit(number + 1);
    await api.open(id, 'officeAcceptance');
    return { first, id };
  }

  it('tells its reviewer why, with the other application, and its enterprise nothing', async () => {
    const { first, id } = await flagged();
    const review = await api.ok('getReview', office(1), { params: { applicationId: id } });
    expect(review.flags).toEqual([
      {
        flag: { kind: 'representative-shared', with: [usccOf(number)], count: 1 },
        standing: 'open',
        others: [{ uscc: usccOf(number), name: `示例企业 ${number}`, applicationId: first }],
      },
    ]);
    expect(review.profile?.masked.legalRepresentative).toBe('示**');
    const shown = await api.ok('getApplication', applicant(number + 1), { params: { applicationId: id } });
    expect(JSON.stringify(shown)).not.toMatch(/flag|shared/i);
    const other = await api.ok('getReview', office(1), { params: { applicationId: first } });
    expect(other.flags).toMatchObject([{ standing: 'open' }]);
  });

  it('names no application to an office that may not read it', async () => {
    const far = applicant(number, 'south');
    await api.ok('saveProfile', far, {
      body: { version: 0, profile: goodProfile(number, { bankAccount: account(number) }) },
    });
    await submit(number);
    await state(number + 1, { bankAccount: account(number) });
    const id = await submit(number + 1);
    const read = async (reader: typeof auditor) =>
      (await api.ok('getReview', reader, { params: { applicationId: id } })).flags[0]?.others[0];
    expect(await read(office(1))).not.toHaveProperty('applicationId');
    expect(await read(auditor)).toHaveProperty('applicationId');
  });

  it('is approved only with a note, by one or among many, and a return keeps the flag', async () => {
    const { id } = await flagged();
    const bare = await api.decide(id, office(1));
    expect(bare).toMatchObject({ status: 409, body: { code: 'flag-not-cleared' } });
    expect(bare.body.fields).toEqual([expect.objectContaining({ path: 'verdict.note', reason: 'required' })]);
    const { version } = (await api.ok('getReview', office(1), { params: { applicationId: id } })).application;
    const many = await api.ok('decideReviews', office(1), {
      body: { items: [{ applicationId: id, version }], verdict: { outcome: 'approve', note: '一并通过' } },
    });
    expect(many.results).toMatchObject([{ result: 'refused', code: 'flag-not-cleared' }]);
    const noted = await api.decide(id, office(1), { outcome: 'approve', note: '同名不同人，已核对证件' });
    expect(noted.status).toBe(200);
    expect(await openFlags(id)).toBeUndefined();
    await api.open(id, 'bureauReview');
    const seen = await api.ok('getReview', bureau(1), { params: { applicationId: id } });
    expect(seen.flags).toMatchObject([{ standing: 'cleared' }]);
    expect(seen.application.decisions[0]).toMatchObject({ cleared: ['representative-shared'] });
    expect((await api.decide(id, bureau(1))).status).toBe(200);
    const told = await api.ok('getApplication', applicant(number + 1), { params: { applicationId: id } });
    expect(JSON.stringify(told)).not.toMatch(/同名|cleared|flag/);
  });

  it('cannot be approved without a note by any write, whatever code is forgotten', async () => {
    const { id } = await flagged();
    await api.decide(id, office(1));
    const { applicationsIn } = await import('../../functions/adapters/applications.ts');
    const { applicationEvent } = await import('../../functions/adapters/application-event.ts');
    const { deciderGuard } = await import('../../functions/adapters/decider-guard.ts');
    const applications = applicationsIn(api.tables.client, api.tables);
    const before = await applications.read(id);
    const at = OPENING.toISOString();
    const entry = applicationEvent(before, before, office(1), 'decideReview', at);
    const approve = (noted: boolean) =>
      applications.change({
        before,
        after: { ...before, openFlags: undefined },
        entry,
        guard: deciderGuard(before, office(1), at, 'held', noted),
      });
    await expect(approve(false)).rejects.toThrow('version-changed');
    await expect(approve(true)).resolves.toMatchObject({ version: before.version + 1 });
  });
});

describe('A profile that is changed after the submission', () => {
  it('is shown as it was, with what has changed, and to the first of two what came up since', async () => {
    await state(number, { bankAccount: account(number) });
    const id = await submit(number);
    await state(number, { bankAccount: account(number + 1), scale: 'below' }, 1);
    await state(number + 2, { bankAccount: account(number) });
    const review = await api.ok('getReview', bureau(1), { params: { applicationId: id } });
    expect(review.profile?.facts.scale).toBe('above');
    expect(review.profile?.changed).toEqual(['scale', 'bankAccount']);
    expect(review.flags).toMatchObject([
      { standing: 'since', flag: { kind: 'account-shared', with: [usccOf(number + 2)] } },
    ]);
  });
});
