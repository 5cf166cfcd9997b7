import { beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../domain/identity.ts';
import { AUDITORS, enterpriseInbox, type Inbox, queueInbox } from '../../domain/notices/inbox.ts';
import { type Notice, type NoticeKind, noticesOf } from '../../domain/notices/notice.ts';
import { inboxesIn } from '../../functions/adapters/inboxes.ts';
import { application, DAY, later } from '../builders/applications.ts';
import { applicant, usccOf } from '../builders/enterprises.ts';
import { openSubsidies, type SubsidiesUnderTest, setClock } from '../builders/subsidies.ts';

let api: SubsidiesUnderTest;
beforeEach(async () => {
  api = await openSubsidies();
});

const inboxes = () => inboxesIn(api.tables.client, api.tables.notices);
const mine = enterpriseInbox(usccOf(1));
const north: Inbox = queueInbox('officeAcceptance', 'airport-north');
const officer = (sub: string, officeId = 'airport-north'): Actor => ({
  sub,
  role: 'office',
  name: '示例受理员',
  officeId,
});

/** A notice of the given minute after the opening. */
function notice(minute: number, kind: NoticeKind = 'received'): Notice {
  const [made] = noticesOf({
    before: undefined,
    after: application({ updatedAt: later(minute * 60_000).toISOString() }),
  });
  if (!made) throw new RangeError('an arrival yields a notice');
  return { ...made.notice, kind, noticeId: made.notice.noticeId.replace('received', kind) };
}

async function fill(inbox: Inbox, count: number): Promise<Notice[]> {
  const notices = Array.from({ length: count }, (_, minute) => notice(minute));
  for (const each of notices) await inboxes().put(inbox, each);
  return notices;
}
const listed = async (actor: Actor, query = {}) => api.ok('listNotices', actor, { query });
const unread = async (actor: Actor) => (await api.ok('countUnreadNotices', actor)).unread;

describe('An inbox', () => {
  it('shows its notices newest first, page by page, in words of both languages', async () => {
    await fill(mine, 5);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listed(applicant(1), { limit: '2', ...(cursor ? { cursor } : {}) });
      seen.push(...page.notices.map(({ at }) => at));
      expect(page.notices[0]?.text).toEqual({
        zh: '《复工复产奖励》申报已收到，受理编号 7K3M-9Q2X-4HWB。凭编号可随时查询进度。',
        en: expect.stringContaining('7K3M-9Q2X-4HWB'),
      });
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toEqual([4, 3, 2, 1, 0].map((minute) => later(minute * 60_000).toISOString()));
  });

  it('holds a notice once, however often the stream tells of it', async () => {
    for (let round = 0; round < 3; round += 1) await inboxes().put(mine, notice(0));
    expect((await listed(applicant(1))).notices).toHaveLength(1);
    const [one] = (await listed(applicant(1))).notices;
    await api.ok('markNoticesRead', applicant(1), { body: { noticeId: one?.noticeId, andOlder: false } });
    await inboxes().put(mine, notice(0));
    expect((await listed(applicant(1))).notices).toMatchObject([{ read: true }]);
  });

  it('is nobody else’s: not another enterprise’s, not another office’s, not an officer’s', async () => {
    await inboxes().put(mine, notice(0));
    await inboxes().put(north, notice(1, 'taskOpened'));
    await inboxes().put(AUDITORS, notice(2, 'escalated'));
    const kinds = async (actor: Actor) => (await listed(actor)).notices.map(({ kind }) => kind);
    expect(await kinds(applicant(1))).toEqual(['received']);
    expect(await kinds(applicant(2))).toEqual([]);
    expect(await kinds(officer('office-1'))).toEqual(['taskOpened']);
    expect(await kinds(officer('office-2', 'airport-south'))).toEqual([]);
    expect(await kinds({ sub: 'auditor-1', role: 'auditor', name: '示例纪检' })).toEqual(['escalated']);
    expect(await api.call('listNotices', { sub: 'office-9', role: 'office', name: '示例' })).toMatchObject({
      status: 403,
      body: { code: 'role-not-allowed' },
    });
  });

  it('forgets after 180 days, even before the table does', async () => {
    await inboxes().put(mine, notice(0));
    setClock(later(180 * DAY - 1));
    expect((await listed(applicant(1))).notices).toHaveLength(1);
    expect(await unread(applicant(1))).toBe(1);
    setClock(later(180 * DAY + 60_000));
    expect((await listed(applicant(1))).notices).toEqual([]);
    expect(await unread(applicant(1))).toBe(0);
  });

  it('refuses a cursor of another list', async () => {
    const cursor = Buffer.from('2020-02-21T01:00:00.000Z#7K3M9Q2X4HWB').toString('base64url');
    expect(await api.call('listNotices', applicant(1), { query: { cursor } })).toMatchObject({
      status: 400,
      body: { fields: [{ path: 'cursor' }] },
    });
  });
});

describe('Reading', () => {
  it('is each officer’s own, though the inbox is the queue’s', async () => {
    const [first] = await fill(north, 3);
    const body = { noticeId: first?.noticeId, andOlder: false };
    await api.ok('markNoticesRead', officer('office-1'), { body });
    expect(await unread(officer('office-1'))).toBe(2);
    expect(await unread(officer('office-4'))).toBe(3);
    const { notices } = await listed(officer('office-1'));
    expect(notices.map(({ read }) => read)).toEqual([false, false, true]);
  });

  it('marks one and all older ones at once, and never goes back', async () => {
    const [oldest, middle, newest] = await fill(mine, 3);
    const upTo = (noticeId: string | undefined) =>
      api.ok('markNoticesRead', applicant(1), { body: { noticeId, andOlder: true } });
    await upTo(middle?.noticeId);
    expect(await unread(applicant(1))).toBe(1);
    await upTo(oldest?.noticeId);
    expect(await unread(applicant(1))).toBe(1);
    await upTo(newest?.noticeId);
    expect(await unread(applicant(1))).toBe(0);
    await inboxes().put(mine, notice(9));
    expect(await unread(applicant(1))).toBe(1);
  });

  it('has the effect of one when it is asked for twice, under the same key or another', async () => {
    const [only] = await fill(mine, 1);
    const body = { noticeId: only?.noticeId, andOlder: false };
    const before = await api.ok('markNoticesRead', applicant(1), { body, key: 'read-once' });
    const stored = await api.tables.itemsOf('notices');
    expect(await api.ok('markNoticesRead', applicant(1), { body, key: 'read-once' })).toEqual(before);
    expect(await api.ok('markNoticesRead', applicant(1), { body })).toEqual(before);
    expect(await api.tables.itemsOf('notices')).toEqual(stored);
  });

  it('finds no notice that does not lie in the caller’s own inbox, and stores nothing', async () => {
    const [theirs] = await fill(mine, 1);
    const stored = await api.tables.itemsOf('notices');
    const body = { noticeId: theirs?.noticeId, andOlder: false };
    expect(await api.call('markNoticesRead', applicant(2), { body })).toMatchObject({
      status: 404,
      body: { code: 'notice-not-found' },
    });
    expect(await api.tables.itemsOf('notices')).toEqual(stored);
  });

  it('counts up to 100', async () => {
    await fill(mine, 103);
    expect(await unread(applicant(1))).toBe(100);
  });
});
