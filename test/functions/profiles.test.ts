import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../domain/identity.ts';
import { offices } from '../../domain/zone/offices.ts';
import { applicant, auditor, bureau, goodProfile, office, usccOf } from '../builders/enterprises.ts';
import { openSubsidies, type SubsidiesUnderTest } from '../builders/subsidies.ts';

let api: SubsidiesUnderTest;
beforeAll(async () => {
  api = await openSubsidies();
});

const inZone = (number: number): Actor => applicant(number, offices[number % offices.length]?.officeId ?? '');
const save = (number: number, change = {}, version = 0, key?: string) =>
  api.call('saveProfile', inZone(number), {
    body: { version, profile: goodProfile(number, change) },
    ...(key ? { key } : {}),
  });
const rows = async (pk: string) =>
  (await api.tables.itemsOf('subsidies')).filter((item) => item['pk'] === pk);

describe('A profile', () => {
  it('is empty before the first save and names what an application needs', async () => {
    const profile = await api.ok('getProfile', inZone(1));
    expect(profile).toMatchObject({ version: 0, facts: {}, masked: {}, enterprise: { uscc: usccOf(1) } });
    expect(profile.missing).toContain('bankAccount');
    expect(profile.missing).not.toContain('resumedOn');
  });

  it('is shown masked, and in full only to the form of its own enterprise', async () => {
    const { status, body } = await save(2, { bankAccount: '６２２２－０２１２ 3456 7890 128' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ version: 1, missing: [], masked: { bankAccount: '6222 **** **** 0128' } });
    const shown = await api.ok('getProfile', inZone(2));
    expect(shown).not.toHaveProperty('details');
    expect(JSON.stringify(shown)).not.toContain('6222021234567890128');
    const full = await api.ok('getProfile', inZone(2), { query: { full: 'true' } });
    expect(full.details).toMatchObject({ bankAccount: '6222021234567890128', contactPhone: '19900000001' });
  });

  it('stands in no table and no event in plain text', async () => {
    await save(3, { legalRepresentative: '示例法人甲乙丙丁', bankAccount: '410012345678901234' });
    const stored = JSON.stringify([await api.tables.itemsOf('subsidies'), await api.tables.itemsOf('audit')]);
    for (const secret of ['示例法人甲乙丙丁', '410012345678901234', '示例联系人', '19900000001'])
      expect(stored).not.toContain(secret);
  });

  it('does not open in the row of another enterprise', async () => {
    await save(4);
    const sealed = (await rows(`ENTERPRISE#${usccOf(4)}`)).find((item) => item['sk'] === 'PROFILE')?.[
      'sealed'
    ];
    const { deriveProfileKeys } = await import('../../functions/adapters/profile-keys.ts');
    const { PROFILE_SECRET } = await import('../builders/tables.ts');
    const keys = deriveProfileKeys(PROFILE_SECRET, (count) => Buffer.alloc(count, 7));
    expect(keys.open(String(sealed), usccOf(4))).toMatchObject({ bankName: goodProfile(4).bankName });
    expect(() => keys.open(String(sealed), usccOf(5))).toThrow();
  });

  it('may be saved in part, each save one version and one event on', async () => {
    const first = await api.ok('saveProfile', inZone(6), {
      body: { version: 0, profile: { industry: 'services' } },
    });
    expect(first.missing).toContain('bankAccount');
    expect((await save(6, {}, 1)).body).toMatchObject({ version: 2, missing: [] });
    const events = (await api.tables.itemsOf('audit')).filter(
      (event) => event['entity'] === `ENTERPRISE#${usccOf(6)}`,
    );
    expect(events.map(({ seq, from, to }) => [seq, from, to])).toEqual([
      [1, undefined, 'incomplete'],
      [2, 'incomplete', 'complete'],
    ]);
    expect(events[1]?.['prevHash']).toBe(events[0]?.['hash']);
  });

  it('is not overwritten by who read an older version: of twenty at once one is stored', async () => {
    await save(7);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => save(7, { employeesReturned: index }, 1)),
    );
    const stored = answers.filter(({ status }) => status === 200);
    expect(stored).toHaveLength(1);
    for (const { status, body } of answers)
      if (status !== 200) expect(['version-changed', 'temporarily-unavailable']).toContain(body.code);
    expect((await api.ok('getProfile', inZone(7))).facts).toMatchObject(stored[0]?.body['facts'] as object);
  });

  it('gives the same request the same answer, and refuses its key for other content', async () => {
    const first = await save(8, {}, 0, 'profile-key-8');
    expect(await save(8, {}, 0, 'profile-key-8')).toEqual(first);
    expect((await save(8, { scale: 'below' }, 0, 'profile-key-8')).body.code).toBe('idempotency-key-reused');
  });

  it.each([
    [{ bankAccount: '6222021234567890123' }, 'profile.bankAccount', 'account-number'],
    [{ resumedOn: '2020-02-22' }, 'profile.resumedOn', 'date-in-future'],
    [{ employeesReturned: -1 }, 'profile.employeesReturned', 'too-small'],
    [{ contactPhone: '12345' }, 'profile.contactPhone', 'format'],
    [{ industry: 'mining' }, 'profile.industry', 'not-an-option'],
    [{ owner: 'x' }, 'profile.owner', 'unknown-field'],
  ])('with %j is refused at %s, and nothing is stored', async (change, path, reason) => {
    const { status, body } = await save(9, change);
    expect(status).toBe(400);
    expect(body.fields).toEqual([expect.objectContaining({ path, reason })]);
    expect(await rows(`ENTERPRISE#${usccOf(9)}`)).toEqual([]);
  });
});

describe('The registry', () => {
  it('lists every enterprise once, page by page, to the bureau and the auditor, without anything personal', async () => {
    for (let number = 20; number < 32; number += 1) await save(number);
    for (const reader of [bureau(1), auditor]) {
      const found: string[] = [];
      for (let cursor: string | undefined; ; ) {
        const page = await api.ok('listEnterprises', reader, {
          query: { limit: '5', ...(cursor ? { cursor } : {}) },
        });
        found.push(...page.enterprises.map(({ uscc }) => uscc));
        expect(JSON.stringify(page)).not.toMatch(/示例法人|199\d{4}|4100/);
        cursor = page.nextCursor;
        if (!cursor) break;
      }
      expect(new Set(found).size).toBe(found.length);
      for (let number = 20; number < 32; number += 1) expect(found).toContain(usccOf(number));
    }
  });

  it('shows an office its own area only, and no cursor leads it out', async () => {
    const [first, second] = offices;
    const own = await api.ok('listEnterprises', office(1, second?.officeId), { query: { limit: '100' } });
    expect(own.enterprises.length).toBeGreaterThan(0);
    for (const { officeId } of own.enterprises) expect(officeId).toBe(second?.officeId);
    const cursor = Buffer.from(`${first?.officeId}#${usccOf(21)}`).toString('base64url');
    const led = await api.call('listEnterprises', office(1, second?.officeId), { query: { cursor } });
    expect(led).toMatchObject({ status: 400, body: { code: 'invalid-input' } });
  });

  it('follows an enterprise that moved to another office', async () => {
    const [first, second] = offices;
    const at = (officeId: string | undefined) => applicant(40, officeId);
    await api.ok('saveProfile', at(first?.officeId), { body: { version: 0, profile: goodProfile(40) } });
    await api.ok('saveProfile', at(second?.officeId), { body: { version: 1, profile: goodProfile(40) } });
    expect((await rows(`REGISTRY#${first?.officeId}`)).map(({ sk }) => sk)).not.toContain(usccOf(40));
    expect((await rows(`REGISTRY#${second?.officeId}`)).map(({ sk }) => sk)).toContain(usccOf(40));
  });
});
