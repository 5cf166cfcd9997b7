import * as z from 'zod';

/** The ways a notice goes out beside the inbox: a group's robot in DingTalk (钉钉) or WeCom (企业微信), or an SMS. */
export const channelIds = ['dingtalk', 'wecom', 'sms'] as const;
export const channelSchema = z.enum(channelIds);
export type ChannelId = z.infer<typeof channelSchema>;

/**
 * The one form in which a robot's address is taken, with its token. Host, path and parameter are fixed: nothing else can be
 * made to be called, whatever is typed (RELIABILITY.md, SSRF by webhook); only the token is kept.
 */
export const webhooks = {
  dingtalk: /^https:\/\/oapi\.dingtalk\.com\/robot\/send\?access_token=([0-9a-f]{64})$/,
  wecom:
    /^https:\/\/qyapi\.weixin\.qq\.com\/cgi-bin\/webhook\/send\?key=([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/,
} as const;

/** The token in a robot's address that `webhooks` takes; '' in any other. */
export function tokenIn(robot: keyof typeof webhooks, webhook: string): string {
  return webhooks[robot].exec(webhook)?.[1] ?? '';
}

/** Where a channel sends to; a DingTalk robot also has a secret to sign with. */
export const addressSchema = z.discriminatedUnion('channel', [
  z.object({ channel: z.literal('dingtalk'), token: z.string(), secret: z.string() }),
  z.object({ channel: z.literal('wecom'), token: z.string() }),
  z.object({ channel: z.literal('sms'), number: z.string() }),
]);
export type Address = z.infer<typeof addressSchema>;

/** What identifies a target: two people who name one robot mean one. */
export function targetOf(address: Address): string {
  return `${address.channel} ${address.channel === 'sms' ? address.number : address.token}`;
}

/** An address as screens show it: enough to recognize it, not enough to use it (GB/T 35273). */
export function masked(address: Address): string {
  return address.channel === 'sms'
    ? `${address.number.slice(0, 3)}****${address.number.slice(-4)}`
    : `****${address.token.slice(-4)}`;
}

/** The longest message: WeCom takes 2,048 bytes of UTF-8, the others more. */
export const MESSAGE_BYTES = 2_048;

/**
 * A text of at most so many bytes of UTF-8, cut between characters as people see them; what was cut ends with `…`, and the
 * ending (a link) always stays whole.
 */
export function withinBytes(text: string, ending: string, most: number): string {
  const encoder = new TextEncoder();
  const size = (part: string) => encoder.encode(part).length;
  if (size(text + ending) <= most) return text + ending;
  const room = most - size(`…${ending}`);
  let kept = '';
  let bytes = 0;
  for (const { segment } of new Intl.Segmenter('zh').segment(text)) {
    bytes += size(segment);
    if (bytes > room) break;
    kept += segment;
  }
  return `${kept}…${ending}`;
}
