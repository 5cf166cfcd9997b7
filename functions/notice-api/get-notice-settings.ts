import type { noticeOperations } from '../../contract/notices.ts';
import { inboxOf } from '../../domain/notices/inbox.ts';
import { kindsFor } from '../../domain/notices/notice.ts';
import { noSettings } from '../../domain/notices/settings.ts';
import type { NoticeSettingsStore } from '../adapters/notice-settings.ts';
import type { Implementation } from '../http.ts';

/** What a person wants by which channel; nothing but the inbox before he chose. */
export function getNoticeSettings(
  settings: Pick<NoticeSettingsStore, 'read' | 'lastOutcomes'>,
): Implementation<typeof noticeOperations.getNoticeSettings> {
  return async ({ actor }) => {
    const reader = { inbox: inboxOf(actor), sub: actor.sub };
    const [stored, lastOutcomes] = await Promise.all([settings.read(reader), settings.lastOutcomes(reader)]);
    return { ...(stored ?? noSettings), kinds: kindsFor(actor.role), lastOutcomes };
  };
}
