import * as z from 'zod';
import { auditHeadSchema } from '../../domain/audit.ts';
import { type ChannelId, channelSchema } from '../../domain/notices/channels.ts';
import type { Inbox } from '../../domain/notices/inbox.ts';
import { noticeIdSchema, noticeSchema } from '../../domain/notices/notice.ts';
import { noticeSettingsSchema } from '../../domain/notices/settings.ts';
import { answeredSchema } from './idempotency.ts';

/** The keys of the table `notices`; each kind of item is one line here. */
export const noticeKeyOf = {
  /** A notice in an inbox, by the moment it happened; written once. */
  notice: (inbox: Inbox, noticeId: string) => ({ pk: `INBOX#${inbox}`, sk: noticeId }),
  /** Up to where a person has read an inbox. */
  reader: (inbox: Inbox, sub: string) => ({ pk: `PERSON#${inbox}|${sub}`, sk: 'READ' }),
  /** A message that a person sends himself to try a channel. */
  test: (inbox: Inbox, sub: string, testId: string) => ({
    pk: `PERSON#${inbox}|${sub}`,
    sk: `TEST#${testId}`,
  }),
  /** What became of the last message to a person's channel. */
  outcome: (inbox: Inbox, sub: string, channel: ChannelId) => ({
    pk: `PERSON#${inbox}|${sub}`,
    sk: `OUTCOME#${channel}`,
  }),
  /** What a person wants of an inbox; one query finds all who want something of it. */
  settings: (inbox: Inbox, sub: string) => ({ pk: `SUBSCRIBERS#${inbox}`, sk: sub }),
  /** Where a channel of a person sends to. Apart, so that only the function that sends can read it. */
  address: (inbox: Inbox, sub: string, channel: ChannelId) => ({
    pk: `ADDRESS#${inbox}|${sub}`,
    sk: channel,
  }),
  /** That a message is under way to a target, or has been sent. */
  delivery: (deliveryId: string) => ({ pk: `DELIVERY#${deliveryId}`, sk: 'DELIVERY' }),
  /** When messages to a target were allowed. */
  pace: (target: string) => ({ pk: `PACE#${target}`, sk: 'PACE' }),
} as const;

export const noticeItemSchema = noticeSchema.extend({
  /** Who has opened this one notice, beside those who have read up to it. */
  readBy: z.set(z.string()).default(new Set()),
});

export const readerItemSchema = z.object({ upTo: noticeIdSchema });

export const settingsItemSchema = noticeSettingsSchema.extend({
  sub: z.string(),
  audit: auditHeadSchema,
  answered: answeredSchema,
});
export type StoredSettings = z.infer<typeof settingsItemSchema>;

/** What a message is about: a notice, or a person's own try of a channel. */
export const deliverySchema = z.strictObject({
  inbox: z.string(),
  sub: z.string(),
  channel: channelSchema,
  language: z.enum(['zh', 'en']),
  about: z.union([z.strictObject({ noticeId: noticeIdSchema }), z.strictObject({ testId: z.string() })]),
});
/** One message to one channel of one person, as it stands in the queue: ids only, no text, no address. */
export type Delivery = z.infer<typeof deliverySchema>;

export const testItemSchema = z.object({
  channel: channelSchema,
  language: z.enum(['zh', 'en']),
  answered: answeredSchema,
});
export type StoredTest = z.infer<typeof testItemSchema>;

/** Whose inbox and which person a `PERSON#` key names; no inbox has a `|` in it. */
export function personIn(pk: string): { inbox: Inbox; sub: string } {
  const [inbox = '', ...sub] = pk.slice('PERSON#'.length).split('|');
  return { inbox, sub: sub.join('|') };
}
