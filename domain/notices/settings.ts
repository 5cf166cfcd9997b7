import * as z from 'zod';
import { instantSchema } from '../time.ts';
import { channelSchema } from './channels.ts';
import { noticeKindSchema } from './notice.ts';

/** Which kinds of notice a person wants by which channel (通知方式). The inbox holds all: no choice makes one be missed. */
export const choicesSchema = z.strictObject({
  dingtalk: z.array(noticeKindSchema).max(20),
  wecom: z.array(noticeKindSchema).max(20),
  sms: z.array(noticeKindSchema).max(20),
} satisfies Record<z.infer<typeof channelSchema>, unknown>);
export type Choices = z.infer<typeof choicesSchema>;

/** What became of the last message to a channel. */
export const outcomeOfSendSchema = z.enum(['sent', 'refused', 'limited', 'unavailable']);
export type OutcomeOfSend = z.infer<typeof outcomeOfSendSchema>;

export const lastOutcomeSchema = z.object({ at: instantSchema, outcome: outcomeOfSendSchema });

/** A person's settings as they are kept and shown; addresses only masked. `version` is 0 before the first save. */
export const noticeSettingsSchema = z.object({
  version: z.int().min(0),
  language: z.enum(['zh', 'en']),
  choices: choicesSchema,
  masked: z.partialRecord(channelSchema, z.string()),
});
export type NoticeSettings = z.infer<typeof noticeSettingsSchema>;

/** Before anything was chosen: the inbox alone. */
export const noSettings: NoticeSettings = {
  version: 0,
  language: 'zh',
  choices: { dingtalk: [], wecom: [], sms: [] },
  masked: {},
};
