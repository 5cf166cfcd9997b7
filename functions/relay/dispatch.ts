import { channelIds } from '../../domain/notices/channels.ts';
import { type NoticeKind, noticeKindSchema } from '../../domain/notices/notice.ts';
import type { DeliveryQueue } from '../adapters/delivery-queue.ts';
import type { Subscribers } from '../adapters/notice-settings.ts';
import { type Delivery, personIn } from '../adapters/notices-items.ts';

/** Carries a new row of the table `notices` on to the queue of messages. */
export type Dispatch = (key: { pk: string; sk: string }) => Promise<void>;

/** What is dispatched: a notice to all who want its kind by a channel, a test to the one who asked for it. */
export function dispatch(subscribers: Subscribers, queue: Pick<DeliveryQueue, 'add'>): Dispatch {
  return async ({ pk, sk }) => {
    if (pk.startsWith('INBOX#')) await queue.add(await ofNotice(pk.slice('INBOX#'.length), sk));
    if (pk.startsWith('PERSON#') && sk.startsWith('TEST#')) await queue.add(await ofTest(pk, sk));
  };

  async function ofNotice(inbox: string, noticeId: string): Promise<Delivery[]> {
    const kind = kindIn(noticeId);
    const wanting = await subscribers.of(inbox);
    return wanting.flatMap(({ sub, language, choices }) =>
      channelIds
        .filter((channel) => choices[channel].includes(kind))
        .map((channel) => ({ inbox, sub, channel, language, about: { noticeId } })),
    );
  }

  async function ofTest(pk: string, sk: string): Promise<Delivery[]> {
    const test = await subscribers.test(pk, sk);
    if (!test) return [];
    const { channel, language } = test;
    return [{ ...personIn(pk), channel, language, about: { testId: sk.slice('TEST#'.length) } }];
  }
}

/** A notice's id ends with its kind. */
function kindIn(noticeId: string): NoticeKind {
  return noticeKindSchema.parse(noticeId.slice(noticeId.lastIndexOf('#') + 1));
}
