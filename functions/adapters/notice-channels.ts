import { createHmac } from 'node:crypto';
import * as z from 'zod';
import { type Address, type ChannelId, MESSAGE_BYTES, withinBytes } from '../../domain/notices/channels.ts';
import { SEND_TIMEOUT_MS } from '../../domain/notices/pace.ts';
import type { OutcomeOfSend } from '../../domain/notices/settings.ts';

/** What is sent: a text, and a link under it where the channel has room for one. */
export interface Message {
  text: string;
  link: string;
}

/** DingTalk robots, WeCom robots and the SMS gateway behind one port. No address, token or number is logged or thrown. */
export interface NoticeChannels {
  /**
   * Sends one message, once.
   * @param requestId by which the SMS gateway knows a repeat; robots have no such thing
   * @returns `refused` where a repeat would be refused again, `limited` where the target gets too much, `unavailable`
   *   where it may do later
   */
  send(address: Address, message: Message, requestId: string, now: Date): Promise<OutcomeOfSend>;
}

/** Origins of the channels: the real hosts, or the simulator on a laptop. */
export type ChannelUrls = Readonly<Record<ChannelId, string>>;

/** Codes by which a robot says that it gets too much, or that its service is busy; every other one refuses the message. */
const ROBOT_CODES: Record<'dingtalk' | 'wecom', Record<number, OutcomeOfSend>> = {
  dingtalk: { 0: 'sent', 130101: 'limited', 410100: 'limited', [-1]: 'unavailable' },
  wecom: { 0: 'sent', 45009: 'limited', 45033: 'limited', [-1]: 'unavailable' },
};
const robotAnswerSchema = z.object({ errcode: z.int() });

export function noticeChannelsAt(urls: ChannelUrls): NoticeChannels {
  return {
    async send(address, { text, link }, requestId, now) {
      switch (address.channel) {
        case 'dingtalk': {
          const signed = `timestamp=${now.getTime()}&sign=${dingtalkSign(address.secret, now.getTime())}`;
          const path = `/robot/send?access_token=${address.token}&${signed}`;
          return sendByRobot('dingtalk', urls.dingtalk + path, {
            msgtype: 'text',
            text: { content: withinBytes(text, `\n${link}`, MESSAGE_BYTES) },
          });
        }
        case 'wecom':
          return sendByRobot('wecom', `${urls.wecom}/cgi-bin/webhook/send?key=${address.token}`, {
            msgtype: 'text',
            text: { content: withinBytes(text, `\n${link}`, MESSAGE_BYTES) },
          });
        case 'sms': {
          const body = { number: address.number, text: withinBytes(text, '', MESSAGE_BYTES), requestId };
          const answer = await post(`${urls.sms}/v1/messages`, body);
          return answer?.status === 202 ? 'sent' : outcomeOfStatus(answer?.status);
        }
      }
    },
  };
}

/** The signature of a DingTalk robot: base64 of HMAC-SHA256 over `timestamp\nsecret` under the secret, made fit for a URL. */
export function dingtalkSign(secret: string, timestamp: number): string {
  return encodeURIComponent(createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64'));
}

/** Robots answer 200 with a code of their own. */
async function sendByRobot(
  robot: keyof typeof ROBOT_CODES,
  url: string,
  body: object,
): Promise<OutcomeOfSend> {
  const answer = await post(url, body);
  if (answer?.status !== 200) return outcomeOfStatus(answer?.status);
  const parsed = robotAnswerSchema.safeParse(answer.body);
  return parsed.success ? (ROBOT_CODES[robot][parsed.data.errcode] ?? 'refused') : 'unavailable';
}

function outcomeOfStatus(status: number | undefined): OutcomeOfSend {
  if (status === undefined || status >= 500 || status === 408) return 'unavailable';
  return status === 429 ? 'limited' : 'refused';
}

/** One request; undefined where no answer came in time. A redirect is an answer like any other and is not followed. */
async function post(url: string, body: object): Promise<{ status: number; body: unknown } | undefined> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'manual',
      signal: AbortSignal.timeout(SEND_TIMEOUT_MS),
    });
    const text = await response.text();
    return { status: response.status, body: fromJson(text) };
  } catch {
    return undefined;
  }
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
