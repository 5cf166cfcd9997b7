import type * as z from 'zod';
import type { newAddressesSchema, noticeOperations } from '../../contract/notices.ts';
import { EMPTY_CHAIN } from '../../domain/audit.ts';
import { DomainError, type FieldProblem } from '../../domain/errors.ts';
import { type Address, type ChannelId, channelIds, masked, tokenIn } from '../../domain/notices/channels.ts';
import { inboxOf } from '../../domain/notices/inbox.ts';
import { kindsFor, type NoticeKind } from '../../domain/notices/notice.ts';
import { type Choices, type NoticeSettings, noSettings } from '../../domain/notices/settings.ts';
import { toInstant } from '../../domain/time.ts';
import { answered, earlierAnswer } from '../adapters/idempotency.ts';
import type { AddressChanges, NoticeSettingsStore } from '../adapters/notice-settings.ts';
import type { Implementation } from '../http.ts';

type NewAddresses = z.output<typeof newAddressesSchema>;

/** Stores a person's choices with the addresses he gave; a repeated request finds its own. */
export function saveNoticeSettings(
  settings: Pick<NoticeSettingsStore, 'read' | 'lastOutcomes' | 'save'>,
): Implementation<typeof noticeOperations.saveNoticeSettings> {
  return async ({ body, actor, request, now }) => {
    const reader = { inbox: inboxOf(actor), sub: actor.sub };
    const kinds = kindsFor(actor.role);
    const stored = await settings.read(reader);
    const lastOutcomes = await settings.lastOutcomes(reader);
    if (stored && earlierAnswer([stored.answered], request) !== undefined)
      return { ...stored, kinds, lastOutcomes };
    if ((stored?.version ?? 0) !== body.version) throw new DomainError('version-changed');
    const changes = changesOf(body.addresses);
    const next: NoticeSettings = {
      version: body.version + 1,
      language: body.language,
      choices: body.choices,
      masked: maskedAfter(stored?.masked ?? noSettings.masked, changes),
    };
    assertReachable(next.choices, next.masked, kinds);
    await settings.save(
      reader,
      { ...next, sub: actor.sub, answered: answered(request, true) },
      changes,
      stored?.audit ?? EMPTY_CHAIN,
      {
        entity: `NOTICE-SETTINGS#${reader.inbox}|${reader.sub}`,
        at: toInstant(now),
        by: actor.sub,
        byRole: actor.role,
        action: 'saveNoticeSettings',
        ...(stored ? { from: `version ${stored.version}` } : {}),
        to: `version ${next.version}`,
        // Which channels, not where they lead.
        detail: { changed: Object.keys(changes).join(',') || 'choices' },
      },
    );
    return { ...next, kinds, lastOutcomes };
  };
}

function changesOf({ dingtalk, wecom, sms }: NewAddresses): AddressChanges {
  return {
    ...(dingtalk !== undefined && {
      dingtalk: dingtalk && {
        channel: 'dingtalk',
        token: tokenIn('dingtalk', dingtalk.webhook),
        secret: dingtalk.secret,
      },
    }),
    ...(wecom !== undefined && {
      wecom: wecom && { channel: 'wecom', token: tokenIn('wecom', wecom.webhook) },
    }),
    ...(sms !== undefined && { sms: sms && { channel: 'sms', number: sms.number } }),
  };
}

function maskedAfter(before: NoticeSettings['masked'], changes: AddressChanges): NoticeSettings['masked'] {
  const now = (channel: ChannelId): string | undefined => {
    const change: Address | null | undefined = changes[channel];
    return change === undefined ? before[channel] : change ? masked(change) : undefined;
  };
  return Object.fromEntries(
    channelIds.flatMap((channel) => {
      const shown = now(channel);
      return shown === undefined ? [] : [[channel, shown]];
    }),
  );
}

/** Refuses a choice of what the person never gets, or by a channel that leads nowhere: both would look like a promise. */
function assertReachable(
  choices: Choices,
  reachable: NoticeSettings['masked'],
  kinds: readonly NoticeKind[],
): void {
  const problems = channelIds.flatMap((channel): FieldProblem[] => {
    const chosen = choices[channel];
    if (chosen.some((kind) => !kinds.includes(kind)))
      return [{ path: `choices.${channel}`, reason: 'not-an-option', expected: kinds.join(', ') }];
    if (chosen.length > 0 && reachable[channel] === undefined)
      return [{ path: `addresses.${channel}`, reason: 'required' }];
    return [];
  });
  if (problems.length > 0) throw new DomainError('invalid-input', problems);
}
