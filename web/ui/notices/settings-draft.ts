import type { RequestOf, ResponseOf } from '../../../contract/routes.ts';
import { type ChannelId, channelIds } from '../../../domain/notices/channels.ts';
import type { NoticeKind } from '../../../domain/notices/notice.ts';

export type SettingsView = ResponseOf<'getNoticeSettings'>;
type Body = RequestOf<'saveNoticeSettings'>['body'];

/** What is typed into the settings of notices: nothing of an address unless it is to be replaced. */
export interface SettingsDraft {
  language: SettingsView['language'];
  choices: SettingsView['choices'];
  typed: {
    dingtalk: { webhook: string; secret: string };
    wecom: { webhook: string };
    sms: { number: string };
  };
  removed: readonly ChannelId[];
}

/** What stands in the form when it opens. */
export function draftOf({ language, choices }: SettingsView): SettingsDraft {
  return {
    language,
    choices,
    typed: { dingtalk: { webhook: '', secret: '' }, wecom: { webhook: '' }, sms: { number: '' } },
    removed: [],
  };
}

/** Whether saving would change something. */
export function isChanged(draft: SettingsDraft, view: SettingsView): boolean {
  return JSON.stringify(draft) !== JSON.stringify(draftOf(view));
}

export function withKind(
  draft: SettingsDraft,
  channel: ChannelId,
  kind: NoticeKind,
  wanted: boolean,
): SettingsDraft {
  const others = draft.choices[channel].filter((each) => each !== kind);
  return {
    ...draft,
    choices: { ...draft.choices, [channel]: wanted ? [...others, kind] : others },
  };
}

/** Takes a channel away with what was chosen for it, or keeps it after all. */
export function withRemoved(draft: SettingsDraft, channel: ChannelId, gone: boolean): SettingsDraft {
  const removed = draft.removed.filter((each) => each !== channel);
  return gone
    ? { ...draft, removed: [...removed, channel], choices: { ...draft.choices, [channel]: [] } }
    : { ...draft, removed };
}

/** What is sent: an address where something was typed, null where one is taken away, nothing where it stays. */
export function bodyOf({ language, choices, typed, removed }: SettingsDraft, version: number): Body {
  const given = channelIds.flatMap((channel): [ChannelId, unknown][] => {
    if (removed.includes(channel)) return [[channel, null]];
    const texts = Object.entries(typed[channel]).map(([field, text]) => [field, text.trim()] as const);
    return texts.some(([, text]) => text !== '') ? [[channel, Object.fromEntries(texts)]] : [];
  });
  return { version, language, choices, addresses: Object.fromEntries(given) };
}
