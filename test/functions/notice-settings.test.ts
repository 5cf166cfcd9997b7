import { beforeEach, describe, expect, it } from 'vitest';
import { auditedEntitySchema } from '../../domain/audit.ts';
import type { Actor } from '../../domain/identity.ts';
import { subscribersIn } from '../../functions/adapters/notice-settings.ts';
import { demoWebhook, SECRET } from '../../local/channels/tokens.ts';
import { applicant } from '../builders/enterprises.ts';
import { openSubsidies, type SubsidiesUnderTest } from '../builders/subsidies.ts';

let api: SubsidiesUnderTest;
beforeEach(async () => {
  api = await openSubsidies();
});

const officer: Actor = { sub: 'bureau-1', role: 'bureau', name: '示例审核人' };
const dingtalk = { webhook: demoWebhook('dingtalk', 'good', 7), secret: SECRET };
const none = { dingtalk: [], wecom: [], sms: [] };
const body = {
  version: 0,
  language: 'zh',
  choices: { ...none, dingtalk: ['returned', 'approved'] },
  addresses: { dingtalk },
};
const rows = async (prefix: string) =>
  (await api.tables.itemsOf('notices')).filter(({ pk }) => String(pk).startsWith(prefix));

describe('The settings of notices', () => {
  it('are the inbox alone before anything was chosen, with the kinds that the person can get', async () => {
    const mine = await api.ok('getNoticeSettings', applicant(1));
    expect(mine).toMatchObject({ version: 0, choices: none, masked: {}, lastOutcomes: {} });
    expect(mine.kinds).toContain('returned');
    expect((await api.ok('getNoticeSettings', officer)).kinds).toEqual([
      'taskOpened',
      'taskDueSoon',
      'taskOverdue',
    ]);
  });

  it('show an address only masked, in every answer, however often it is asked for', async () => {
    const saved = await api.ok('saveNoticeSettings', applicant(1), { body });
    expect(saved).toMatchObject({ version: 1, masked: { dingtalk: '****0007' } });
    const shown = JSON.stringify([saved, await api.ok('getNoticeSettings', applicant(1))]);
    expect(shown).not.toContain(SECRET);
    expect(shown).not.toMatch(/access_token|0{20}/);
    expect(await rows('ADDRESS#')).toMatchObject([{ channel: 'dingtalk', secret: SECRET }]);
  });

  it('keep an address that is not sent again, and lose one that is taken away', async () => {
    await api.ok('saveNoticeSettings', applicant(1), {
      body: { ...body, addresses: { dingtalk, sms: { number: '19900000001' } } },
    });
    const kept = await api.ok('saveNoticeSettings', applicant(1), {
      body: { ...body, version: 1, addresses: {} },
    });
    expect(kept.masked).toEqual({ dingtalk: '****0007', sms: '199****0001' });
    const less = await api.ok('saveNoticeSettings', applicant(1), {
      body: { ...body, version: 2, addresses: { sms: null } },
    });
    expect(less.masked).toEqual({ dingtalk: '****0007' });
    expect(await rows('ADDRESS#')).toMatchObject([{ channel: 'dingtalk' }]);
  });

  it('are each person’s own, and found by the inbox they are about', async () => {
    await api.ok('saveNoticeSettings', applicant(1), { body });
    expect(await api.ok('getNoticeSettings', applicant(2))).toMatchObject({ version: 0, masked: {} });
    const subscribers = subscribersIn(api.tables.client, api.tables.notices);
    expect(await subscribers.of(`ENTERPRISE#${applicant(1).uscc}`)).toMatchObject([
      { sub: applicant(1).sub, choices: { dingtalk: ['returned', 'approved'] } },
    ]);
    expect(await subscribers.of(`ENTERPRISE#${applicant(2).uscc}`)).toEqual([]);
  });

  it('give the same answer to the same request, and refuse its key for another', async () => {
    const first = await api.ok('saveNoticeSettings', applicant(1), { body, key: 'save-me-1' });
    const stored = await api.tables.itemsOf('notices');
    expect(await api.ok('saveNoticeSettings', applicant(1), { body, key: 'save-me-1' })).toEqual(first);
    expect(await api.tables.itemsOf('notices')).toEqual(stored);
    const other = { ...body, language: 'en' };
    expect(
      await api.call('saveNoticeSettings', applicant(1), { body: other, key: 'save-me-1' }),
    ).toMatchObject({
      status: 409,
      body: { code: 'idempotency-key-reused' },
    });
  });

  it('are saved by one of twenty who saw the same version, and the trail has one event for it', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => api.call('saveNoticeSettings', applicant(1), { body })),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(new Set(statuses.filter((status) => status !== 200))).toEqual(new Set([409]));
    const trail = (await api.tables.itemsOf('audit')).filter(({ action }) => action === 'saveNoticeSettings');
    expect(trail).toMatchObject([{ seq: 1, by: applicant(1).sub, detail: { changed: 'dingtalk' } }]);
    expect(trail.every(({ entity }) => auditedEntitySchema.safeParse(entity).success)).toBe(true);
    expect(JSON.stringify(trail)).not.toContain(SECRET);
  });

  it.each([
    [
      'a host that is none of the robots',
      { dingtalk: { ...dingtalk, webhook: 'https://127.0.0.1/robot/send' } },
      'addresses.dingtalk.webhook',
    ],
    ['a robot of the other kind', { wecom: { webhook: dingtalk.webhook } }, 'addresses.wecom.webhook'],
    ['a secret that is none', { dingtalk: { ...dingtalk, secret: 'password' } }, 'addresses.dingtalk.secret'],
    ['a number that is none', { sms: { number: '12345' } }, 'addresses.sms.number'],
  ])('take %s for bad input at its field, and store nothing', async (_, addresses, path) => {
    const answer = await api.call('saveNoticeSettings', applicant(1), {
      body: { ...body, choices: none, addresses },
    });
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-input', fields: [{ path }] } });
    expect(await api.tables.itemsOf('notices')).toEqual([]);
  });

  it('promise nothing that cannot come: no channel without an address, no kind of another role', async () => {
    expect(
      await api.call('saveNoticeSettings', applicant(1), { body: { ...body, addresses: {} } }),
    ).toMatchObject({
      status: 400,
      body: { fields: [{ path: 'addresses.dingtalk', reason: 'required' }] },
    });
    expect(await api.call('saveNoticeSettings', officer, { body })).toMatchObject({
      status: 400,
      body: { fields: [{ path: 'choices.dingtalk', reason: 'not-an-option' }] },
    });
    expect(await api.tables.itemsOf('notices')).toEqual([]);
  });
});

describe('A test of a channel', () => {
  it('is asked for once per key, and only of a channel that is set', async () => {
    const test = { body: { channel: 'dingtalk' }, key: 'try-it-1' };
    expect(await api.call('sendTestNotice', applicant(1), test)).toMatchObject({
      status: 400,
      body: { fields: [{ path: 'channel', reason: 'not-an-option' }] },
    });
    await api.ok('saveNoticeSettings', applicant(1), { body });
    const first = await api.ok('sendTestNotice', applicant(1), test);
    expect(await api.ok('sendTestNotice', applicant(1), test)).toEqual(first);
    const asked = (await rows('PERSON#')).filter(({ sk }) => String(sk).startsWith('TEST#'));
    expect(asked).toMatchObject([{ channel: 'dingtalk', language: 'zh' }]);
    await api.ok('saveNoticeSettings', applicant(1), {
      body: { ...body, version: 1, addresses: { sms: { number: '19900000001' } } },
    });
    expect(
      await api.call('sendTestNotice', applicant(1), { body: { channel: 'sms' }, key: 'try-it-1' }),
    ).toMatchObject({ status: 409, body: { code: 'idempotency-key-reused' } });
  });
});
