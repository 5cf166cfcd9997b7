import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { channelIds } from '../../domain/notices/channels.ts';
import { noticeChannelsAt } from '../../functions/adapters/notice-channels.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

interface Heard {
  url: URL;
  body: Record<string, unknown>;
}

/** A channel of its own that answers as it is told, and keeps what it heard. */
async function channelThat(answer: (response: ServerResponse) => void) {
  const heard: Heard[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    text(request).then((body) => {
      heard.push({ url: new URL(request.url ?? '/', 'http://channel'), body: JSON.parse(body) });
      answer(response);
    });
  });
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const channels = noticeChannelsAt({ dingtalk: origin, wecom: origin, sms: origin });
  return { heard, channels, origin };
}
const says = (status: number, body: object | string) => (response: ServerResponse) =>
  void response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body));

const now = new Date('2020-02-21T01:00:00.000Z');
const message = { text: '申报已收到', link: 'https://fugong.example/apply/applications/7K3M9Q2X4HWB' };
const addresses = {
  dingtalk: { channel: 'dingtalk', token: 'a'.repeat(64), secret: 'SECabcdefghijklmnop' },
  wecom: { channel: 'wecom', token: '693a91f6-0000-4bc4-97a0-0ec20000aaaa' },
  sms: { channel: 'sms', number: '19900000001' },
} as const;
type ChannelId = keyof typeof addresses;

const send = (channels: ReturnType<typeof noticeChannelsAt>, channel: ChannelId, change = {}) =>
  channels.send(addresses[channel], { ...message, ...change }, 'request-1', now);

describe('A DingTalk robot', () => {
  it('is called with its token and a signature that DingTalk computes the same way', async () => {
    const { heard, channels } = await channelThat(says(200, { errcode: 0, errmsg: 'ok' }));
    expect(await send(channels, 'dingtalk')).toBe('sent');
    const [{ url, body } = { url: new URL('http://none'), body: {} }] = heard;
    expect(url.pathname).toBe('/robot/send');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      access_token: addresses.dingtalk.token,
      timestamp: String(now.getTime()),
      // The documented recipe, written out a second time.
      sign: createHmac('sha256', addresses.dingtalk.secret)
        .update(`1582246800000\n${addresses.dingtalk.secret}`, 'utf8')
        .digest()
        .toString('base64'),
    });
    expect(url.search).not.toMatch(/sign=[^&]*[+/=]/);
    expect(body).toEqual({ msgtype: 'text', text: { content: `${message.text}\n${message.link}` } });
  });

  it.each([
    [130101, 'limited'],
    [410100, 'limited'],
    [310000, 'refused'],
    [300005, 'refused'],
    [-1, 'unavailable'],
  ])('that answers with code %i has %s it', async (errcode, outcome) => {
    const { channels } = await channelThat(says(200, { errcode, errmsg: 'x' }));
    expect(await send(channels, 'dingtalk')).toBe(outcome);
  });
});

describe('A WeCom robot', () => {
  it('is called with its key, and gets at most 2,048 bytes, cut between characters, the link whole', async () => {
    const { heard, channels } = await channelThat(says(200, { errcode: 0, errmsg: 'ok' }));
    expect(await send(channels, 'wecom', { text: '复工'.repeat(600) })).toBe('sent');
    expect(heard[0]?.url.href).toBe(`http://channel/cgi-bin/webhook/send?key=${addresses.wecom.token}`);
    const { content } = (heard[0]?.body['text'] ?? { content: '' }) as { content: string };
    expect(Buffer.byteLength(content)).toBeLessThanOrEqual(2_048);
    expect(Buffer.byteLength(content)).toBeGreaterThan(2_040);
    expect(content).toMatch(/^(复工)+复?…\nhttps:\/\/fugong\.example\/apply\/applications\/7K3M9Q2X4HWB$/);
  });

  it.each([
    [45009, 'limited'],
    [45033, 'limited'],
    [93000, 'refused'],
    [40058, 'refused'],
    [-1, 'unavailable'],
  ])('that answers with code %i has %s it', async (errcode, outcome) => {
    const { channels } = await channelThat(says(200, { errcode, errmsg: 'x' }));
    expect(await send(channels, 'wecom')).toBe(outcome);
  });
});

describe('The SMS gateway', () => {
  it('gets number, text and a request id by which it knows a repeat; no link, and no number in the URL', async () => {
    const { heard, channels } = await channelThat(says(202, { messageId: 'm' }));
    expect(await send(channels, 'sms')).toBe('sent');
    expect(heard[0]?.url.href).not.toContain('1990000');
    expect(heard[0]?.body).toEqual({
      number: addresses.sms.number,
      text: message.text,
      requestId: 'request-1',
    });
  });

  it.each([
    [429, 'limited'],
    [400, 'refused'],
    [403, 'refused'],
    [500, 'unavailable'],
    [503, 'unavailable'],
  ])('that answers %i has %s it', async (status, outcome) => {
    const { channels } = await channelThat(says(status, {}));
    expect(await send(channels, 'sms')).toBe(outcome);
  });
});

describe.each(channelIds)('Whatever goes wrong at %s,', (channel) => {
  it('a redirect is not followed, wherever it leads', async () => {
    const elsewhere = await channelThat(says(200, { errcode: 0 }));
    const { channels } = await channelThat((response) => {
      response.writeHead(307, { location: `${elsewhere.origin}/robot/send` }).end();
    });
    expect(await send(channels, channel)).toBe('refused');
    expect(elsewhere.heard).toEqual([]);
  });

  it('an answer that does not come within five seconds, a lost connection and a closed port may do later', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const timeout = vi.spyOn(AbortSignal, 'timeout');
    const { channels } = await channelThat((response) => response.destroy());
    expect(await send(channels, channel)).toBe('unavailable');
    expect(timeout).toHaveBeenCalledWith(5_000);
    timeout.mockImplementation(() => AbortSignal.abort());
    const slow = await channelThat(() => undefined);
    expect(await send(slow.channels, channel)).toBe('unavailable');
    vi.restoreAllMocks();
    vi.useRealTimers();
    const closed = noticeChannelsAt({
      dingtalk: 'http://127.0.0.1:9',
      wecom: 'http://127.0.0.1:9',
      sms: 'http://127.0.0.1:9',
    });
    expect(await send(closed, channel)).toBe('unavailable');
  });

  it('an answer that is none is not taken for success', async () => {
    const { channels } = await channelThat(says(200, '<html>maintenance</html>'));
    expect(await send(channels, channel)).not.toBe('sent');
  });
});
