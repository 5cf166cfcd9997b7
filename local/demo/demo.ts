/**
 * `npm run demo`: plays February and March 2020 on a fresh platform of its own, through the public API, and reads the
 * scoreboard back. `--json` ends with one object on the last line; `--keep` leaves the platform running to look at.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Client } from '../../contract/client.ts';
import { personOf } from '../identity/logins.ts';
import { type Platform, startPlatform } from '../platform.ts';
import { sentenceOf } from '../supervise/fault.ts';
import { portNear } from '../supervise/instance.ts';
import { Progress } from './progress.ts';
import { signInAt, visitorAt } from './sign-in.ts';
import { play } from './story.ts';

/** The default port of a platform is left to one that runs already. */
const DEMO_PORT = 3100;

const { values: flags } = parseArgs({
  options: { json: { type: 'boolean', default: false }, keep: { type: 'boolean', default: false } },
});
const state = mkdtempSync(join(tmpdir(), 'fugong-demo-'));
const progress = new Progress(process.stderr);
let platform: Platform | undefined;

async function close(): Promise<void> {
  await platform?.stop();
  rmSync(state, { recursive: true, force: true });
}

try {
  platform = await startPlatform({
    port: await portNear(DEMO_PORT),
    state,
    fresh: false,
    warn: (sentence) => console.error(sentence),
  });
  const { origin } = platform;
  const started = performance.now();
  const visitor = visitorAt(origin);
  await play({
    signIn: signInAt(origin),
    visitor,
    usccOf: (login) => personOf(login)?.uscc ?? '',
    moveClock: (command) => post(`${origin}/local/clock`, { command }),
    readSms: (phoneNumber) => readSms(origin, phoneNumber),
    show: (chapter, done, total) => progress.show(chapter, done, total),
  });
  const { applications, scans } = await settledScoreboard(visitor);
  const inReview = [applications.submitted, applications.inReview];
  const result = {
    approved: applications.approved.count,
    approvedFen: applications.approved.amountFen,
    inReview: inReview.reduce((sum, { count }) => sum + count, 0),
    inReviewFen: inReview.reduce((sum, { amountFen }) => sum + amountFen, 0),
    rejected: applications.rejected.count,
    scans,
    seconds: Math.round((performance.now() - started) / 100) / 10,
  };
  if (flags.json) console.log(JSON.stringify(result));
  else printScoreboard(result);
  if (flags.keep) {
    console.log(`\n${origin}/console/   Ctrl-C 结束 stops it.`);
    process.once('SIGINT', () => close().then(() => process.exit(0)));
  } else {
    await close();
    process.exit(0);
  }
} catch (error) {
  console.error(sentenceOf(error, state) ?? error);
  await close();
  process.exit(1);
}

/** The scoreboard when the streams have been counted: the same twice, a second apart. */
async function settledScoreboard(visitor: Client) {
  for (let before = await visitor.getScoreboard(); ; ) {
    await new Promise((resume) => setTimeout(resume, 1000));
    const now = await visitor.getScoreboard();
    if (JSON.stringify(now) === JSON.stringify(before)) return now;
    before = now;
  }
}

function printScoreboard(result: {
  approved: number;
  approvedFen: number;
  inReview: number;
  inReviewFen: number;
  rejected: number;
  scans: Record<string, number>;
  seconds: number;
}): void {
  const yuan = (fen: number) => `¥${(fen / 100).toLocaleString('en')}`;
  console.log(
    [
      '',
      '复工复产成绩单 Scoreboard',
      `  已通过 approved    ${result.approved}  ${yuan(result.approvedFen)}`,
      `  审核中 in review   ${result.inReview}  ${yuan(result.inReviewFen)}`,
      `  不予通过 rejected  ${result.rejected}`,
      `  扫码 scans         绿 green ${result.scans['green']}  黄 yellow ${result.scans['yellow']}  红 red ${result.scans['red']}`,
      `  用时 seconds       ${result.seconds}`,
    ].join('\n'),
  );
}

async function post(url: string, body: object): Promise<void> {
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
}

/** The phone's inbox: what a person reads off the SMS. */
async function readSms(origin: string, phoneNumber: string): Promise<string | undefined> {
  const response = await fetch(`${origin}/local/sms/${phoneNumber}`);
  return response.ok ? ((await response.json()) as { code: string }).code : undefined;
}
