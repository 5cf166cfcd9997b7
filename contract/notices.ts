import * as z from 'zod';
import { channelSchema, webhooks } from '../domain/notices/channels.ts';
import { noticeIdSchema, noticeKindSchema, noticeSchema } from '../domain/notices/notice.ts';
import { lastOutcomeSchema, noticeSettingsSchema } from '../domain/notices/settings.ts';
import { instantSchema } from '../domain/time.ts';
import { bilingualSchema } from '../domain/words.ts';
import { cursorSchema, type Operation, pageQuerySchema } from './operation.ts';
import { phoneNumberSchema } from './tokens.ts';

/** Those who have an inbox. */
const readers = ['enterprise', 'office', 'bureau', 'finance', 'auditor'] as const;

/** At most so many unread notices are counted; a screen shows more as `99+`. */
export const MOST_UNREAD = 100;

const noticeViewSchema = noticeSchema
  .pick({ noticeId: true, kind: true, at: true, applicationId: true, enterpriseName: true })
  .extend({ title: bilingualSchema, text: bilingualSchema, read: z.boolean() })
  .meta({ id: 'Notice' });

/** A person's settings as he sees them: addresses only masked, and what became of the last message to each. */
const settingsViewSchema = noticeSettingsSchema
  .extend({
    /** The kinds of notice he can get. */
    kinds: z.array(noticeKindSchema),
    lastOutcomes: z.partialRecord(channelSchema, lastOutcomeSchema),
  })
  .meta({ id: 'NoticeSettings' });

/** New addresses; null takes one away, and what is left out stays as it is. */
export const newAddressesSchema = z.strictObject({
  dingtalk: z
    .strictObject({
      webhook: z.string().regex(webhooks.dingtalk),
      /** Of the robot's security setting “sign” (加签). */
      secret: z.string().regex(/^SEC[0-9A-Za-z]{16,128}$/),
    })
    .nullable()
    .optional(),
  wecom: z
    .strictObject({ webhook: z.string().regex(webhooks.wecom) })
    .nullable()
    .optional(),
  sms: z.strictObject({ number: phoneNumberSchema }).nullable().optional(),
});

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
  getNoticeSettings: {
    method: 'GET',
    path: '/api/notice-settings',
    function: 'notice-api',
    roles: readers,
    summary: { zh: '我的通知方式', en: 'Get which notices I want by which channel' },
    mutates: false,
    response: settingsViewSchema,
    status: 200,
  },
  saveNoticeSettings: {
    method: 'PUT',
    path: '/api/notice-settings',
    function: 'notice-api',
    roles: readers,
    summary: { zh: '保存通知方式', en: 'Save which notices I want by which channel, and where to' },
    mutates: true,
    /** `version` is the one the caller last saw; 0 for the first save. */
    body: noticeSettingsSchema
      .pick({ version: true, language: true, choices: true })
      .extend({ addresses: newAddressesSchema })
      .strict(),
    response: settingsViewSchema,
    status: 200,
  },
  sendTestNotice: {
    method: 'POST',
    path: '/api/notice-settings/tests',
    function: 'notice-api',
    roles: readers,
    summary: { zh: '发送测试消息', en: 'Send a test message to one of my channels' },
    mutates: true,
    body: z.strictObject({ channel: channelSchema }),
    response: z.object({ channel: channelSchema, askedAt: instantSchema }),
    status: 200,
  },
} as const satisfies Record<string, Operation>;
