import type { noticeOperations } from '../../contract/notices.ts';
import { invalidField } from '../../domain/errors.ts';
import { channelIds } from '../../domain/notices/channels.ts';
import { inboxOf } from '../../domain/notices/inbox.ts';
import { toInstant } from '../../domain/time.ts';
import { answered, earlierAnswer, requestName } from '../adapters/idempotency.ts';
import type { NoticeSettingsStore } from '../adapters/notice-settings.ts';
import type { Implementation } from '../http.ts';

type SendTest = Implementation<typeof noticeOperations.sendTestNotice>;

/** Asks for a test message; what became of it stands in the settings a moment later. A repeat sends no second one. */
export function sendTestNotice(settings: Pick<NoticeSettingsStore, 'read' | 'askForTest'>): SendTest {
  return async ({ body, actor, request, now }) => {
    const reader = { inbox: inboxOf(actor), sub: actor.sub };
    const stored = await settings.read(reader);
    const reachable = channelIds.filter((channel) => stored?.masked[channel] !== undefined);
    if (!stored || !reachable.includes(body.channel))
      throw invalidField('channel', 'not-an-option', reachable.join(', '));
    const response = { channel: body.channel, askedAt: toInstant(now) };
    const test = {
      channel: body.channel,
      language: stored.language,
      answered: answered(request, response),
    };
    const earlier = await settings.askForTest(reader, requestName(request), test, now);
    return earlier
      ? (earlierAnswer<Awaited<ReturnType<SendTest>>>([earlier], request) ?? response)
      : response;
  };
}
