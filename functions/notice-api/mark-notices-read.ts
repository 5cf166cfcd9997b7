import type { noticeOperations } from '../../contract/notices.ts';
import { inboxOf } from '../../domain/notices/inbox.ts';
import type { Inboxes } from '../adapters/inboxes.ts';
import type { Implementation } from '../http.ts';

/** Marks as read, for this person alone. A repeat is harmless by nature: read stays read. */
export function markNoticesRead(
  inboxes: Pick<Inboxes, 'markRead' | 'markReadUpTo'>,
): Implementation<typeof noticeOperations.markNoticesRead> {
  return async ({ body, actor }) => {
    const reader = { inbox: inboxOf(actor), sub: actor.sub };
    if (body.andOlder) await inboxes.markReadUpTo(reader, body.noticeId);
    else await inboxes.markRead(reader, body.noticeId);
    return body;
  };
}
