import { MOST_UNREAD, type noticeOperations } from '../../contract/notices.ts';
import { inboxOf } from '../../domain/notices/inbox.ts';
import type { Inboxes } from '../adapters/inboxes.ts';
import type { Implementation } from '../http.ts';

export function countUnreadNotices(
  inboxes: Pick<Inboxes, 'unread'>,
): Implementation<typeof noticeOperations.countUnreadNotices> {
  return async ({ actor, now }) => ({
    unread: await inboxes.unread({ inbox: inboxOf(actor), sub: actor.sub }, now, MOST_UNREAD),
  });
}
