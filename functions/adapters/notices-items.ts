import * as z from 'zod';
import type { Inbox } from '../../domain/notices/inbox.ts';
import { noticeIdSchema, noticeSchema } from '../../domain/notices/notice.ts';

/** The keys of the table `notices`; each kind of item is one line here. */
export const noticeKeyOf = {
  /** A notice in an inbox, by the moment it happened; written once. */
  notice: (inbox: Inbox, noticeId: string) => ({ pk: `INBOX#${inbox}`, sk: noticeId }),
  /** Up to where a person has read an inbox. */
  reader: (inbox: Inbox, sub: string) => ({ pk: `PERSON#${inbox}|${sub}`, sk: 'READ' }),
} as const;

export const noticeItemSchema = noticeSchema.extend({
  /** Who has opened this one notice, beside those who have read up to it. */
  readBy: z.set(z.string()).default(new Set()),
});

export const readerItemSchema = z.object({ upTo: noticeIdSchema });
