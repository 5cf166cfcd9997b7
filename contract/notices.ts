import * as z from 'zod';
import { noticeIdSchema, noticeSchema } from '../domain/notices/notice.ts';
import { bilingualSchema } from '../domain/words.ts';
import { cursorSchema, type Operation, pageQuerySchema } from './operation.ts';

/** Those who have an inbox. */
const readers = ['enterprise', 'office', 'bureau', 'finance', 'auditor'] as const;

/** At most so many unread notices are counted; a screen shows more as `99+`. */
export const MOST_UNREAD = 100;

const noticeViewSchema = noticeSchema
  .pick({ noticeId: true, kind: true, at: true, applicationId: true, enterpriseName: true })
  .extend({ title: bilingualSchema, text: bilingualSchema, read: z.boolean() })
  .meta({ id: 'Notice' });

/** The operations of a person on his inbox (收件箱): his enterprise's, or that of the queue he works in. */
export const noticeOperations = {
  listNotices: {
    method: 'GET',
    path: '/api/notices',
    function: 'notice-api',
    roles: readers,
    summary: { zh: '我的通知', en: 'List my notices, newest first' },
    mutates: false,
    query: pageQuerySchema,
    response: z.object({ notices: z.array(noticeViewSchema), nextCursor: cursorSchema.optional() }),
    status: 200,
  },
  countUnreadNotices: {
    method: 'GET',
    path: '/api/notices/unread',
    function: 'notice-api',
    roles: readers,
    summary: { zh: '未读通知数', en: 'Count my unread notices, up to 100' },
    mutates: false,
    response: z.object({ unread: z.int().min(0).max(MOST_UNREAD) }),
    status: 200,
  },
  markNoticesRead: {
    method: 'POST',
    path: '/api/notices/read',
    function: 'notice-api',
    roles: readers,
    summary: { zh: '标为已读', en: 'Mark a notice, or it and all older ones, as read by me' },
    mutates: true,
    body: z.strictObject({ noticeId: noticeIdSchema, andOlder: z.boolean() }),
    response: z.object({ noticeId: noticeIdSchema, andOlder: z.boolean() }),
    status: 200,
  },
} as const satisfies Record<string, Operation>;
