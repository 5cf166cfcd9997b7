import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { SendTaskSuccessCommand } from '@aws-sdk/client-sfn';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openEngine } from '../../../local/step-functions/engine.ts';
import { callback, Platform, task, until } from './platform.ts';
import { EXECUTIONS } from './recovery-machine.ts';

describe('After kill -9', () => {
  let folder: string;
  let child: ChildProcess | undefined;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'step-functions-'));
  });
  afterEach(() => {
    child?.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  const notes = (file: string) =>
    existsSync(join(folder, file))
      ? readFileSync(join(folder, file), 'utf8').split('\n').filter(Boolean)
      : [];

  /** Runs the child until it ends by itself (true) or is killed so many milliseconds after it has opened the engine. */
  async function live(milliseconds: number): Promise<boolean> {
    const before = notes('ready').length;
    const running = spawn(
      process.execPath,
      [fileURLToPath(new URL('./recovery-child.ts', import.meta.url)), folder],
      {
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    );
    child = running;
    let code: number | null | undefined;
    const closed = new Promise<void>((resolve) => {
      running.once('exit', (exitCode) => {
        code = exitCode;
        resolve();
      });
    });
    await until(() => (notes('ready').length > before || code !== undefined ? true : undefined), 10_000);
    await Promise.race([closed, pause(milliseconds)]);
    if (code === undefined) running.kill('SIGKILL');
    await closed;
    return code === 0;
  }

  it('15 of 15 executions end, and no step whose result was recorded is run again', async () => {
    const repeated: string[] = [];
    let recorded = new Set<string>();
    let callsSeen = 0;
    let kills = 0;
    for (let isEnded = false; !isEnded; ) {
      // Later lives are longer, so that the test ends even on a slow machine.
      isEnded = await live(20 + Math.random() * 120 + kills * 8);
      if (!isEnded) kills += 1;
      const calls = notes('calls');
      repeated.push(...calls.slice(callsSeen).filter((key) => recorded.has(key)));
      callsSeen = calls.length;
      recorded = recordedKeys(join(folder, 'state.db'));
      expect(kills).toBeLessThan(60);
    }
    expect(kills).toBeGreaterThan(5);
    expect(repeated).toEqual([]);
    expect(notes('faults')).toEqual([]);
    // Each of 2 rounds: Check, 3 items, Ask, and Flaky twice. No call was left out, none recorded twice.
    expect(recorded.size).toBe(EXECUTIONS.length * 2 * 7);
    const database = new DatabaseSync(join(folder, 'state.db'), { readOnly: true });
    const ended = database.prepare('SELECT name, status, output FROM executions').all();
    expect(
      new Map(ended.map(({ name, status, output }) => [name, [status, JSON.parse(String(output))]])),
    ).toEqual(
      new Map(
        EXECUTIONS.map((name) => [name, ['SUCCEEDED', [`${name}|Check|-|1|0`, `${name}|Check|-|2|0`]]]),
      ),
    );
    const settled = database
      .prepare(`SELECT token FROM tasks WHERE status = 'succeeded' AND token NOT NULL`)
      .all();
    database.close();
    const known = new Set(settled.map(({ token }) => String(token)));
    expect(notes('answered').filter((token) => !known.has(token))).toEqual([]);
    expect(new Set(notes('answered')).size).toBe(notes('answered').length);
  }, 60_000);

  /** Keys of the calls whose outcome the journal holds; each of them at most once. */
  function recordedKeys(file: string): Set<string> {
    const database = new DatabaseSync(file);
    const rows = database
      .prepare(`SELECT payload FROM tasks WHERE status IN ('submitted', 'succeeded', 'failed')`)
      .all();
    database.close();
    const keys = rows.map(({ payload }) => String(JSON.parse(String(payload)).key));
    expect(new Set(keys).size).toBe(keys.length);
    return new Set(keys);
  }
});

describe('After an ordinary end and a new start', () => {
  let platform: Platform;
  beforeEach(async () => {
    platform = await new Platform({ open: () => null, hangs: () => new Promise(() => undefined) }).open();
  });
  afterEach(() => platform.dispose());

  it('a call without a recorded result is made again, with the same token', async () => {
    platform.functions['open'] = () => new Promise(() => undefined);
    const arn = await platform.start(platform.put({ Review: callback('open') }));
    const first = await platform.called('open', 1);
    await platform.close();
    await platform.open();
    const second = await platform.called('open', 2);
    expect(second.token).toBe(first.token);
    await platform.client.send(new SendTaskSuccessCommand({ taskToken: first.token, output: '"done"' }));
    expect((await platform.ended(arn)).value).toBe('done');
  });

  it('a call with a recorded result is not made again, and its token is still good', async () => {
    const arn = await platform.start(platform.put({ Review: callback('open') }));
    const { token: taskToken } = await platform.called('open', 1);
    await until(async () => (await platform.history(arn)).find(({ type }) => type === 'TaskSubmitted'));
    await platform.close();
    await platform.open();
    await platform.client.send(new SendTaskSuccessCommand({ taskToken, output: '"done"' }));
    expect((await platform.ended(arn)).value).toBe('done');
    expect(platform.count('open')).toBe(1);
  });

  it('waits and deadlines that passed meanwhile fire at once', async () => {
    const waiting = await platform.start(
      platform.put({ Pause: { Type: 'Wait', Seconds: 3_600, End: true } }),
    );
    const asking = await platform.start(
      platform.put({ Review: callback('open', { TimeoutSeconds: 3_600 }) }),
    );
    await until(async () => (await platform.history(asking)).find(({ type }) => type === 'TaskSubmitted'));
    await platform.close();
    platform.now += 3_600_000;
    await platform.open();
    expect((await platform.ended(waiting)).status).toBe('SUCCEEDED');
    expect((await platform.ended(asking)).error).toBe('States.Timeout');
  });

  it('a call that was cut off gets its whole time again', async () => {
    const arn = await platform.start(platform.put({ Hangs: task('hangs', { TimeoutSeconds: 30 }) }));
    await platform.called('hangs', 1);
    await platform.close();
    platform.now += 3_600_000;
    platform.functions['hangs'] = () => 'quick this time';
    await platform.open();
    expect((await platform.ended(arn)).value).toBe('quick this time');
  });
});

describe('A fault of the engine itself', () => {
  it('is reported, leaves nothing half done, and is over as soon as its reason is', async () => {
    const platform = await new Platform({ open: () => null }).open();
    await platform.close();
    let isBroken = false;
    await platform.open({
      newId: () => {
        if (isBroken) throw new Error('no entropy');
        return randomUUID();
      },
    });
    const states = { Pause: { Type: 'Wait', Seconds: 60, Next: 'Ask' }, Ask: callback('open') };
    const arn = await platform.start(platform.put(states));
    isBroken = true;
    await platform.moveClock(60_000);
    expect(String(platform.faults[0])).toContain('no entropy');
    expect((await platform.history(arn)).map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'WaitStateEntered',
    ]);
    isBroken = false;
    const { token: taskToken } = await platform.called('open');
    await platform.client.send(new SendTaskSuccessCommand({ taskToken, output: '1' }));
    expect((await platform.ended(arn)).value).toBe(1);
    await platform.dispose();
  });
});

describe('The state file', () => {
  it('belongs to one engine at a time', async () => {
    const platform = await new Platform().open();
    const second = () =>
      openEngine({
        file: platform.file,
        clock: () => new Date(),
        random: Math.random,
        newId: randomUUID,
        invoke: async () => ({ payload: null }),
      });
    expect(second).toThrow(/in use by another process/);
    await platform.close();
    await second().close();
    await platform.dispose();
  });

  it('is refused when another version wrote it', async () => {
    const platform = new Platform();
    const database = new DatabaseSync(platform.file);
    database.exec('PRAGMA user_version = 99');
    database.close();
    await expect(platform.open()).rejects.toThrow(/another version/);
    await platform.dispose();
  });
});
