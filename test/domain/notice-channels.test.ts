import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Address,
  MESSAGE_BYTES,
  masked,
  targetOf,
  tokenIn,
  withinBytes,
} from '../../domain/notices/channels.ts';
import { exhausted, nextSend, paces, SEND_TIMEOUT_MS, START_WITHIN_MS } from '../../domain/notices/pace.ts';

describe('the pace of a target', () => {
  const pace = paces.dingtalk;

  it('lets no more arrive in any minute than it takes, however they are asked for and however late each arrives', () => {
    const asking = fc.array(
      fc.record({
        gapMs: fc.integer({ min: 0, max: 20_000 }),
        lateMs: fc.integer({ min: 0, max: START_WITHIN_MS + SEND_TIMEOUT_MS }),
      }),
      { minLength: 1, maxLength: 150 },
    );
    fc.assert(
      fc.property(asking, (requests) => {
        let now = 0;
        let allowed: number[] = [];
        const arrivals: number[] = [];
        for (const { gapMs, lateMs } of requests) {
          now += gapMs;
          const next = nextSend(allowed, now, pace);
          if (next.waitMs !== undefined) continue;
          allowed = next.allowed;
          arrivals.push(now + lateMs);
        }
        for (const from of arrivals) {
          const within = arrivals.filter((moment) => moment >= from && moment < from + pace.withinMs);
          expect(within.length).toBeLessThanOrEqual(pace.count);
        }
        expect(allowed.length).toBeLessThanOrEqual(pace.count);
      }),
    );
  });

  it('says how long to wait, and after that lets the message go', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100_000 }), { maxLength: 40 }), (moments) => {
        const next = nextSend(moments, 100_000, pace);
        if (next.waitMs !== undefined)
          expect(nextSend(moments, 100_000 + next.waitMs, pace).waitMs).toBeUndefined();
      }),
    );
  });

  it('closes a target that gets too much for the whole span, and is not held up by a clock that was moved', () => {
    expect(nextSend(exhausted(0, pace), 1, pace).waitMs).toBe(69_999);
    expect(nextSend(exhausted(Date.parse('2026-01-01'), pace), 0, pace).waitMs).toBeUndefined();
  });
});

describe('a message', () => {
  it('fits into its bytes, keeps its link whole, and is cut between characters', () => {
    const text = fc.string({
      unit: fc.constantFrom('复', '工', 'a', '😀', '👨‍👩‍👧', '\n', 'é'),
      maxLength: 900,
    });
    fc.assert(
      fc.property(text, (written) => {
        const link = '\nhttps://fugong.example/apply/applications/7K3M9Q2X4HWB';
        const sent = withinBytes(written, link, MESSAGE_BYTES);
        expect(Buffer.byteLength(sent)).toBeLessThanOrEqual(MESSAGE_BYTES);
        expect(sent.endsWith(link)).toBe(true);
        expect(sent).not.toContain('\ufffd');
        const kept = sent.slice(0, -link.length);
        if (kept !== written) {
          expect(kept.endsWith('…')).toBe(true);
          expect(written.startsWith(kept.slice(0, -1))).toBe(true);
          // One more character as people see it would not have fitted.
          const [next = ''] = [...new Intl.Segmenter().segment(written.slice(kept.length - 1))].map(
            ({ segment }) => segment,
          );
          expect(Buffer.byteLength(sent) + Buffer.byteLength(next)).toBeGreaterThan(MESSAGE_BYTES);
        }
      }),
    );
  });
});

const token = 'a'.repeat(64);
const key = '693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa'.replace(/[^0-9a-f-]/g, '0');

describe('the address of a robot', () => {
  it('is taken in the form in which DingTalk and WeCom show it', () => {
    expect(tokenIn('dingtalk', `https://oapi.dingtalk.com/robot/send?access_token=${token}`)).toBe(token);
    expect(tokenIn('wecom', `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${key}`)).toBe(key);
  });

  it.each([
    `http://oapi.dingtalk.com/robot/send?access_token=${token}`,
    `https://oapi.dingtalk.com:8443/robot/send?access_token=${token}`,
    `https://oapi.dingtalk.com.evil.example/robot/send?access_token=${token}`,
    `https://evil.example/robot/send?access_token=${token}`,
    `https://oapi.dingtalk.com@evil.example/robot/send?access_token=${token}`,
    `https://user:password@oapi.dingtalk.com/robot/send?access_token=${token}`,
    `https://127.0.0.1/robot/send?access_token=${token}`,
    `https://169.254.169.254/latest/meta-data?access_token=${token}`,
    `https://[::1]/robot/send?access_token=${token}`,
    `https://10.0.0.8/robot/send?access_token=${token}`,
    `https://oapi.dingtalk.com/robot/../admin?access_token=${token}`,
    `https://oapi.dingtalk.com/robot/send?access_token=${token}&redirect=https://evil.example`,
    `https://oapi.dingtalk.com/robot/send?access_token=${token}#@evil.example`,
    `https://oapi.dingtalk.com\\@evil.example/robot/send?access_token=${token}`,
    `https://ｏａｐｉ.dingtalk.com/robot/send?access_token=${token}`,
    `\thttps://oapi.dingtalk.com/robot/send?access_token=${token}`,
    `https://oapi.dingtalk.com/robot/send?access_token=${token}\n`,
    `file:///etc/passwd?access_token=${token}`,
  ])('is refused in every other: %s', (webhook) => {
    expect(tokenIn('dingtalk', webhook)).toBe('');
    expect(tokenIn('wecom', webhook)).toBe('');
  });

  it('and a number are shown so that they are recognized and cannot be used', () => {
    const addresses: Address[] = [
      { channel: 'dingtalk', token, secret: 'SEC1' },
      { channel: 'wecom', token: key },
      { channel: 'sms', number: '19900001234' },
    ];
    expect(addresses.map(masked)).toEqual(['****aaaa', `****${key.slice(-4)}`, '199****1234']);
    expect(new Set(addresses.map(targetOf)).size).toBe(3);
  });
});
