/**
 * The carriers' gateways, simulated: a process of its own that speaks their contract (README.md) over HTTP.
 * `node local/carriers/simulator.ts PORT CLOCK_FILE`; ends when its standard input does, so it never outlives its parent.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { itineraryOf } from './itineraries.ts';
import { type CarrierName, carrierNames, readNumber } from './numbers.ts';

/** Longer than any caller waits. */
const SLOW_MS = 10_000;
const CODE_LIFE_MS = 300_000;

const [portText = '0', clockFile = ''] = process.argv.slice(2);
/** Carriers switched off by `POST /control`. */
const off = new Set<CarrierName>();
/** Codes sent, by challenge; the contract makes sending repeatable by request id. */
const sent = new Map<string, { number: string; code: string; at: number }>();
const lastChallengeOf = new Map<string, string>();

const codeRequest = z.object({ number: z.string(), requestId: z.string() });
const itineraryRequest = z.object({ challengeId: z.string(), code: z.string() });
const control = z.object({ carrier: z.enum(carrierNames), on: z.boolean() });

/** The platform's time: stays are told relative to it. */
function localNow(): Date {
  const offsetMs = existsSync(clockFile)
    ? (JSON.parse(readFileSync(clockFile, 'utf8')) as { offsetMs: number }).offsetMs
    : 0;
  return new Date(Date.now() + offsetMs);
}

interface Answer {
  status: number;
  body: object;
}

async function sendCode(carrier: CarrierName, body: unknown): Promise<Answer> {
  const { number, requestId } = codeRequest.parse(body);
  const { kind, carrier: owner } = readNumber(number);
  // A number that is down takes its carrier's gateway down with it, and that of the others is asked in vain.
  if (kind === 'down') return { status: 503, body: { error: 'unavailable' } };
  if (kind === 'unknown' || owner !== carrier) return { status: 404, body: { error: 'not-my-number' } };
  const challengeId = createHash('sha256')
    .update(`${carrier}|${number}|${requestId}`)
    .digest('hex')
    .slice(0, 32);
  const code = String(parseInt(challengeId.slice(0, 8), 16) % 1_000_000).padStart(6, '0');
  sent.set(challengeId, { number, code, at: Date.now() });
  lastChallengeOf.set(number, challengeId);
  return { status: 202, body: { challengeId } };
}

async function readItinerary(body: unknown): Promise<Answer> {
  const { challengeId, code } = itineraryRequest.parse(body);
  const challenge = sent.get(challengeId);
  if (!challenge || Date.now() - challenge.at > CODE_LIFE_MS)
    return { status: 410, body: { error: 'expired' } };
  if (challenge.code !== code) return { status: 403, body: { error: 'wrong-code' } };
  const { kind } = readNumber(challenge.number);
  if (kind === 'slow') await pause(SLOW_MS);
  return { status: 200, body: itineraryOf(kind, localNow()) };
}

async function answer(request: IncomingMessage): Promise<Answer> {
  const [, first = '', ...rest] = (request.url ?? '').split('/');
  const path = `${request.method} /${rest.join('/')}`;
  if (first === 'sms' && request.method === 'GET') {
    const message = sent.get(lastChallengeOf.get(rest[0] ?? '') ?? '');
    return message
      ? { status: 200, body: { code: message.code } }
      : { status: 404, body: { error: 'no-message' } };
  }
  if (first === 'control' && request.method === 'POST') {
    const { carrier, on } = control.parse(await json(request));
    if (on) off.delete(carrier);
    else off.add(carrier);
    return { status: 200, body: { off: [...off] } };
  }
  const carrier = carrierNames.find((name) => name === first);
  if (!carrier) return { status: 404, body: { error: 'no-such-carrier' } };
  if (off.has(carrier)) return { status: 503, body: { error: 'unavailable' } };
  if (path === 'POST /v1/codes') return sendCode(carrier, await json(request));
  if (path === 'POST /v1/itineraries') return readItinerary(await json(request));
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
