import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Verdict } from '../../domain/subsidies/review.ts';
import { temporaryFolders } from '../local/temporary-folders.ts';
import { eventually } from './eventually.ts';
import { peopleAt } from './officers.ts';
import {
  databaseOf,
  freePort,
  processesOf,
  type RunningPlatform,
  signalGroup,
  startNode,
  startWholePlatform,
} from './platform-process.ts';

const RETURN: Verdict = {
  outcome: 'return',
  reasonCode: 'material-incomplete',
  corrections: [{ field: 'preventionMeasures', note: '请补充体温登记表' }],
};
// All of the first office; what each is doing when the platform is killed.
const [ATBUREAU, CLAIMED, OPEN, RETURNED, DECIDED, SUBMITTED] = [1, 4, 7, 10, 13, 16] as const;
const ALL = [ATBUREAU, CLAIMED, OPEN, RETURNED, DECIDED, SUBMITTED] as const;

const newFolder = temporaryFolders();
let state: string;
let platform: RunningPlatform;
let people: ReturnType<typeof peopleAt>;
const ids = new Map<number, string>();

function idOf(number: number): string {
  const id = ids.get(number);
  if (!id) throw new Error(`enterprise ${number} has not applied`);
  return id;
}

/** Ends processes as a power cut does, and starts again on the same state and port. */
async function killAndStartAgain(...others: number[]): Promise<void> {
  for (const pid of others) process.kill(pid, 'SIGKILL');
  signalGroup(platform, 'SIGKILL');
  await platform.ended;
  platform = await startWholePlatform(state, platform.port);
}

async function clock(command: string) {
  const { said, ended } = startNode(['local/clock.ts', command], { PORT: String(platform.port) });
  return { code: await ended, ...said };
}

beforeAll(async () => {
  state = newFolder();
  platform = await startWholePlatform(state, await freePort());
  people = peopleAt(platform.origin);
}, 90_000);
afterAll(async () => {
  signalGroup(platform, 'SIGTERM');
  await platform.ended;
}, 30_000);

describe('A platform killed in the middle of its work', { timeout: 120_000 }, () => {
  it('goes on with every review, decision and application that it had acknowledged', async () => {
    for (const [number, id] of await people.apply(ATBUREAU, CLAIMED, OPEN, RETURNED, DECIDED))
      ids.set(number, id);
    await people.decide('office-1', idOf(ATBUREAU));
    await people.claim('bureau-1', idOf(ATBUREAU));
    await people.claim('office-1', idOf(CLAIMED));
    await people.task('office-1', idOf(OPEN));
    await people.decide('office-1', idOf(RETURNED), RETURN);
    await people.applicationIn('returned', RETURNED, idOf(RETURNED));
    // The last two are acknowledged and nothing more: the stream has not carried them on, or just has.
    for (const [number, id] of await people.apply(SUBMITTED)) ids.set(number, id);
    await people.decide('office-1', idOf(DECIDED));

    await killAndStartAgain(databaseOf(state));

    // Claims still hold: who had claimed decides without claiming again.
    for (const [login, number] of [
      ['bureau-1', ATBUREAU],
      ['office-1', CLAIMED],
    ] as const) {
      const { version, claim } = await people.task(login, idOf(number));
      expect(claim?.by).toBe(login);
      const params = { applicationId: idOf(number) };
      await (await people.client(login)).decideReview({
        params,
        body: { version, verdict: { outcome: 'approve' } },
      });
    }
    await people.applicationIn('approved', ATBUREAU, idOf(ATBUREAU));
    await people.decide('office-1', idOf(OPEN));
    await people.decide('office-1', idOf(SUBMITTED));
    for (const number of [CLAIMED, OPEN, SUBMITTED, DECIDED])
      expect(await people.task('bureau-1', idOf(number))).toMatchObject({ stage: 'bureauReview', visit: 1 });
  });

  it('goes on waiting for a correction, and ends the database that its killed predecessor left', async () => {
    const orphan = databaseOf(state);
    await killAndStartAgain();
    expect(databaseOf(state)).not.toBe(orphan);
    expect(processesOf(state, undefined).filter((line) => line.startsWith(`${orphan} `))).toEqual([]);

    const applicationId = idOf(RETURNED);
    const returned = await people.applicationIn('returned', RETURNED, applicationId);
    await (await people.client(`enterprise-${RETURNED}`)).resubmitApplication({
      params: { applicationId },
      body: {
        version: returned.version,
        answers: { ...returned.answers, preventionMeasures: '示例：已补充体温登记表。' },
      },
    });
    expect(await people.task('office-1', applicationId)).toMatchObject({
      stage: 'officeAcceptance',
      visit: 2,
    });
    await people.decide('office-1', applicationId);
  });

  it('escalates what is late when the clock is moved past the deadline, and approves nothing by it', async () => {
    const before = await people.task('bureau-1', idOf(OPEN));
    expect(before).toMatchObject({ escalations: 0, overdue: false });
    const moved = await clock('+9d');
    expect(moved).toMatchObject({ code: 0, err: '' });
    expect(moved.out).toMatch(/2020-02-21 \d\d:.* {2}-> {2}2020-03-01 .*Asia\/Shanghai/);
    const late = await eventually('the escalation', async () => {
      const task = await people.task('bureau-1', idOf(OPEN));
      return task.escalations > 0 ? task : undefined;
    });
    expect(late).toMatchObject({ stage: 'bureauReview' });
    expect(Date.parse(late.dueAt)).toBeGreaterThan(Date.parse(before.dueAt));
    const { applications } = await (await people.client('enterprise-1')).getScoreboard({});
    expect(applications.approved.count).toBe(1);
    await people.applicationIn('inReview', OPEN, idOf(OPEN));
  });

  it('lets every application come to its end, and counts each once', async () => {
    for (const number of ALL.slice(1)) {
      await people.decide('bureau-1', idOf(number));
      await people.applicationIn('approved', number, idOf(number));
    }
    const figures = await eventually('the scoreboard', async () => {
      const { applications } = await (await people.client('enterprise-1')).getScoreboard({});
      return applications.approved.count === ALL.length ? applications : undefined;
    });
    expect(figures.approved).toEqual({ count: 6, amountFen: 12_000_000 });
    expect(figures).toMatchObject({ submitted: { count: 0 }, returned: { count: 0 } });
    expect(platform.said.err).toBe('');
  });
});
