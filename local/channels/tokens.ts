/** The one secret of all demonstration robots of DingTalk (加签). */
export const SECRET = 'SEC0000000000demonstration000000000000';

/** What a robot takes: 20 messages a minute, in WeCom of 2,048 bytes. */
export const PACE = { count: 20, withinMs: 60_000 };
export const LIMITED_BYTES = 2_048;

/** How a demonstration robot behaves, by the first character of its token. */
export type TokenKind = 'good' | 'slow' | 'busy' | 'unknown';
const kinds: Record<string, TokenKind> = { '0': 'good', '1': 'slow', '2': 'busy' };

export function tokenKinds(token: string): TokenKind {
  return kinds[token.charAt(0)] ?? 'unknown';
}

/** The address of a demonstration robot, as its owner would copy it out of DingTalk or WeCom. */
export function demoWebhook(robot: 'dingtalk' | 'wecom', kind: TokenKind, serial: number): string {
  const first = { good: '0', slow: '1', busy: '2', unknown: 'f' }[kind];
  const end = String(serial).padStart(4, '0');
  return robot === 'dingtalk'
    ? `https://oapi.dingtalk.com/robot/send?access_token=${first.padEnd(60, '0')}${end}`
    : `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${first.padEnd(8, '0')}-0000-0000-0000-00000000${end}`;
}
