import type { noticeOperations } from '../../contract/notices.ts';
import { inboxOf } from '../../domain/notices/inbox.ts';
import { kindTitle, noticeText } from '../../domain/notices/notice-words.ts';
import type { Inboxes } from '../adapters/inboxes.ts';
import type { Policies } from '../adapters/policies.ts';
import type { Implementation } from '../http.ts';

/** A person's notices in words of both languages: what is stored is facts. */
export function listNotices(
  inboxes: Pick<Inboxes, 'page'>,
  policies: Pick<Policies, 'of'>,
): Implementation<typeof noticeOperations.listNotices> {
  return async ({ query, actor, now }) => {
    const reader = { inbox: inboxOf(actor), sub: actor.sub };
    const page = await inboxes.page(reader, now, query.limit ?? 50, query.cursor);
    const notices = await Promise.all(
      page.notices.map(async (notice) => {
        const { title } = await policies.of(notice.policyId, notice.policyVersion);
        return {
          ...notice,
          title: { zh: kindTitle(notice.kind, 'zh'), en: kindTitle(notice.kind, 'en') },
          text: { zh: noticeText(notice, title, 'zh'), en: noticeText(notice, title, 'en') },
        };
      }),
    );
    return { notices, ...(page.nextCursor ? { nextCursor: page.nextCursor } : {}) };
  };
}
