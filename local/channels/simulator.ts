/**
 * DingTalk's and WeCom's robots and an SMS gateway, simulated: a process of its own that speaks their contracts
 * (README.md) over HTTP. `node local/channels/simulator.ts PORT CLOCK_FILE`; ends when its standard input does, so it never outlives
 * its parent.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { LIMITED_BYTES, PACE, SECRET, tokenKinds } from './tokens.ts';

/** Longer than any sender waits. */
const SLOW_MS = 8_000;
/** How long DingTalk accepts a signature. */
const SIGNATURE_MS = 3_600_000;
/** The newest messages that are kept to be looked at. */
const KEPT = 200;

const [portText = '0', clockFile = ''] = process.argv.slice(2);

/** A message that arrived, as `GET /messages` shows it. */
interface Arrived {
  channel: 'dingtalk' | 'wecom' | 'sms';
  /** The end of the robot's token, or the number. */
  to: string;
  text: string;
  at: string;
}
const arrived: Arrived[] = [];
/** When each robot was sent to, real time: the limit is the robot's own. */
const times = new Map<string, number[]>();
const smsById = new Set<string>();

const robotRequest = z.object({ msgtype: z.literal('text'), text: z.object({ content: z.string() }) });
const smsRequest = z.object({ number: z.string(), text: z.string(), requestId: z.string() });

interface Answer {
  status: number;
  body: object;
}
const ok = (body: object): Answer => ({ status: 200, body });

function keep(channel: Arrived['channel'], to: string, text: string): void {
  arrived.push({ channel, to, text, at: new Date().toISOString() });
  if (arrived.length > KEPT) arrived.shift();
}

/** Whether a robot has had its messages of the last minute. */
function tooMany(robot: string): boolean {
  const recent = (times.get(robot) ?? []).filter((moment) => Date.now() - moment < PACE.withinMs);
  times.set(robot, [...recent, Date.now()]);
  return recent.length >= PACE.count;
}

function signatureFits(timestamp: string, sign: string): boolean {
  const expected = createHmac('sha256', SECRET).update(`${timestamp}\n${SECRET}`).digest();
  const given = Buffer.from(sign, 'base64');
  const fresh = Math.abs(localNow() - Number(timestamp)) < SIGNATURE_MS;
  return fresh && given.length === expected.length && timingSafeEqual(given, expected);
}

/** The platform's time, by which functions sign. */
function localNow(): number {
  const { offsetMs } = existsSync(clockFile)
    ? (JSON.parse(readFileSync(clockFile, 'utf8')) as { offsetMs: number })
    : { offsetMs: 0 };
  return Date.now() + offsetMs;
}

async function dingtalk(query: URLSearchParams, body: unknown): Promise<Answer> {
  const token = query.get('access_token') ?? '';
  const kind = tokenKinds(token);
  if (kind === 'unknown') return ok({ errcode: 300005, errmsg: 'token is not exist' });
  if (kind === 'slow') await pause(SLOW_MS);
  if (kind === 'busy') return { status: 503, body: { errcode: -1, errmsg: 'system busy' } };
  if (!signatureFits(query.get('timestamp') ?? '', query.get('sign') ?? ''))
    return ok({ errcode: 310000, errmsg: 'sign not match' });
  const { text } = robotRequest.parse(body);
  if (tooMany(token)) return ok({ errcode: 130101, errmsg: 'send too fast, exceed 20 times per minute' });
  keep('dingtalk', token.slice(-4), text.content);
  return ok({ errcode: 0, errmsg: 'ok' });
}

async function wecom(query: URLSearchParams, body: unknown): Promise<Answer> {
  const key = query.get('key') ?? '';
  const kind = tokenKinds(key);
  if (kind === 'unknown') return ok({ errcode: 93000, errmsg: 'invalid webhook url' });
  if (kind === 'slow') await pause(SLOW_MS);
  if (kind === 'busy') return { status: 503, body: { errcode: -1, errmsg: 'system busy' } };
  const { text } = robotRequest.parse(body);
  if (Buffer.byteLength(text.content) > LIMITED_BYTES)
    return ok({ errcode: 40058, errmsg: 'content exceed max length' });
  if (tooMany(key)) return ok({ errcode: 45009, errmsg: 'api freq out of limit' });
  keep('wecom', key.slice(-4), text.content);
  return ok({ errcode: 0, errmsg: 'ok' });
}

function sms(body: unknown): Answer {
  const { number, text, requestId } = smsRequest.parse(body);
  if (!smsById.has(requestId)) keep('sms', number, text);
  smsById.add(requestId);
  return { status: 202, body: { messageId: requestId } };
}

async function answer(request: IncomingMessage): Promise<Answer> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const route = `${request.method} ${url.pathname}`;
  if (route === 'GET /messages') return ok({ messages: arrived.toReversed() });
  if (route === 'POST /dingtalk/robot/send') return dingtalk(url.searchParams, await json(request));
  if (route === 'POST /wecom/cgi-bin/webhook/send') return wecom(url.searchParams, await json(request));
  if (route === 'POST /sms/v1/messages') return sms(await json(request));
  return { status: 404, body: { error: 'no-such-path' } };
}

function write(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

const server = createServer((request, response) => {
  answer(request).then(
    (made) => write(response, made),
    () => write(response, { status: 400, body: { error: 'malformed' } }),
  );
});
server.listen(Number(portText), '127.0.0.1', () => process.stdout.write('ready\n'));
process.stdin.resume().once('close', () => process.exit(0));
