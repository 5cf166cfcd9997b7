import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { type Notice, noticeKinds } from '../../domain/notices/notice.ts';
import { kindTitle, noticeText } from '../../domain/notices/notice-words.ts';
import { START_WITHIN_MS } from '../../domain/notices/pace.ts';
import { testWords } from '../../domain/notices/test-words.ts';
import { type Deliveries, deliveryIdOf } from '../adapters/deliveries.ts';
import type { DeliveryQueue } from '../adapters/delivery-queue.ts';
import type { Message, NoticeChannels } from '../adapters/notice-channels.ts';
import { type Delivery, deliverySchema } from '../adapters/notices-items.ts';
import type { Policies } from '../adapters/policies.ts';

/** News of yesterday is none: the inbox has it. */
const OLDEST_MS = 86_400_000;
/** Pauses after a channel did not answer: 10 s, 20 s, ... up to 15 minutes, with jitter. */
const FIRST_PAUSE_SECONDS = 10;
const LONGEST_PAUSE_SECONDS = 900;

export interface Notifying {
  deliveries: Deliveries;
  queue: Pick<DeliveryQueue, 'addLater' | 'hide' | 'giveUp'>;
  channels: NoticeChannels;
  policies: Pick<Policies, 'of'>;
  /** Public origin of the site, which messages link to. */
  siteUrl: string;
  clock: () => Date;
  random: () => number;
}

/**
 * Sends what the queue holds, at the pace each target takes. A message that has to wait is put back for later; one that
 * could not be sent comes again with growing pauses and ends in the dead-letter queue after its last try; one that was
 * refused for good goes there at once. Every message is sent once, but for a crash between sending and noting it: then a
 * robot gets it twice, while the SMS gateway knows the repeat by its request id.
 */
export function notify(ports: Notifying) {
  const { deliveries, queue, channels, clock } = ports;

  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const batchItemFailures: SQSBatchResponse['batchItemFailures'] = [];
    for (const record of Records) {
      try {
        if (await handle(record)) continue;
      } catch (error) {
        const name = error instanceof Error ? error.name : 'unknown';
        const { messageId } = record;
        console.error(JSON.stringify({ level: 'error', function: 'notify', messageId, error: name }));
      }
      batchItemFailures.push({ itemIdentifier: record.messageId });
    }
    return { batchItemFailures };
  };

  /** @returns whether the message is done with; else it comes again */
  async function handle({ body, receiptHandle, attributes }: SQSRecord): Promise<boolean> {
    const delivery = deliverySchema.parse(JSON.parse(body));
    const address = await deliveries.address(delivery);
    const message = address && (await messageOf(delivery));
    if (!address || !message) return true;
    if (message === 'too-old') {
      await queue.giveUp(delivery, 'too-old');
      return true;
    }
    const deliveryId = deliveryIdOf(delivery, address);
    const asked = clock();
    const waitMs = await deliveries.leave(address, asked);
    if (waitMs > 0) {
      await queue.addLater(delivery, waitMs);
      return true;
    }
    const begun = await deliveries.begin(deliveryId, clock());
    if (begun !== 'begun') return begun === 'sent';
    // Leave is for now: what took longer asks again, so that what arrives keeps the pace.
    if (clock().getTime() - asked.getTime() > START_WITHIN_MS) {
      await deliveries.release(deliveryId, clock());
      return false;
    }
    const outcome = await channels.send(address, message, deliveryId, clock());
    if (outcome === 'sent') await deliveries.finish(deliveryId, clock());
    else await deliveries.release(deliveryId, clock());
    await deliveries.tell(delivery, outcome, clock());
    switch (outcome) {
      case 'sent':
        return true;
      case 'refused':
        await queue.giveUp(delivery, 'refused');
        return true;
      case 'limited':
        await deliveries.close(address, clock());
        await queue.addLater(delivery, await deliveries.leave(address, clock()));
        return true;
      case 'unavailable':
        await queue.hide(receiptHandle, pauseAfter(Number(attributes.ApproximateReceiveCount)));
        return false;
    }
  }

  async function messageOf({
    inbox,
    language,
    about,
    channel,
  }: Delivery): Promise<Message | 'too-old' | undefined> {
    if ('testId' in about) return { text: testWords[language], link: ports.siteUrl };
    const notice = await deliveries.notice(inbox, about.noticeId);
    if (!notice) return undefined;
    if (clock().getTime() - Date.parse(notice.at) > OLDEST_MS) return 'too-old';
    const { title } = await ports.policies.of(notice.policyId, notice.policyVersion);
    const text = noticeText(notice, title, language);
    return {
      text: channel === 'sms' ? `【复工通】${text}` : `${kindTitle(notice.kind, language)}\n${text}`,
      link: ports.siteUrl + pageOf(notice),
    };
  }

  function pauseAfter(tries: number): number {
    const pause = Math.min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2 ** Math.max(0, tries - 1));
    return pause * (0.5 + ports.random() / 2);
  }
}

/** Where its reader finds the application. */
function pageOf({ kind, applicationId }: Notice): string {
  return noticeKinds[kind].to === 'enterprise'
    ? `/apply/applications/${applicationId}`
    : `/console/reviews/${applicationId}`;
}
