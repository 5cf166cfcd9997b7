import { existsSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Closing } from '../../local/supervise/closing.ts';
import { sentenceOf } from '../../local/supervise/fault.ts';
import { takeStateFolder } from '../../local/supervise/instance.ts';
import { temporaryFolders } from '../local/temporary-folders.ts';
import { freePort, leftBehind, signalGroup, startNode } from './platform-process.ts';

const newFolder = temporaryFolders();

/** Starts a platform that cannot run; what it says must be one sentence and no stack. */
async function refused(state: string, env: NodeJS.ProcessEnv = {}, ...more: string[]): Promise<string> {
  const started = startNode(['local/start.ts', '--state', state, ...more], {
    PORT: String(await freePort()),
    ...env,
  });
  const code = await started.ended;
  expect(code).toBe(1);
  expect(started.said.out).toBe('');
  expect(started.said.err.trim().split('\n')).toHaveLength(1);
  expect(started.said.err).not.toMatch(/^\s+at /m);
  expect(await leftBehind(state, started.child.pid)).toEqual([]);
  return started.said.err.trim();
}

describe('A platform that cannot start', { timeout: 60_000 }, () => {
  it('names what to install where there is neither Java nor Docker', async () => {
    const sentence = await refused(newFolder(), { PATH: newFolder(), JAVA_HOME: undefined });
    expect(sentence).toMatch(/^The local database needs Java 17 or Docker: .*Install Java 17 or newer/);
  });

  it.each([
    ['99999', 'PORT must be a number from 1 to 65535.'],
    ['http', 'PORT must be a number from 1 to 65535.'],
  ])('says what PORT=%s should be', async (PORT, sentence) => {
    expect(await refused(newFolder(), { PORT })).toBe(sentence);
  });

  it('says what the command takes', async () => {
    expect(await refused(newFolder(), {}, '--frsh')).toMatch(
      /^npm start takes: -- --fresh .*--state FOLDER\.$/,
    );
  });

  it('asks for another folder where the state would lie in a file', async () => {
    const file = join(newFolder(), 'note.txt');
    writeFileSync(file, 'not a folder');
    expect(await refused(join(file, 'state'))).toMatch(
      /is not a folder: name another with npm start -- --state/,
    );
  });

  it.runIf(process.platform === 'linux')('asks for another folder where it may not write', async () => {
    // Not even the administrator may make a folder there.
    expect(await refused('/sys/fugong-state')).toMatch(
      /cannot be written: make it writable, or name another/,
    );
  });
});

describe('A full disk', () => {
  const sentence = "The disk is full: free some space (the platform's state is in /state), then start again.";

  it.runIf(process.platform === 'linux')('is named when a file cannot be written', () => {
    const full = openSync('/dev/full', 'w');
    const problem = caught(() => writeSync(full, 'x'));
    expect(sentenceOf(problem, '/state')).toBe(sentence);
  });

  it('is named when a database cannot grow', () => {
    const database = new DatabaseSync(':memory:');
    database.exec('PRAGMA max_page_count = 2; CREATE TABLE filled (bytes BLOB)');
    const problem = caught(() => database.exec('INSERT INTO filled VALUES (zeroblob(100000))'));
    expect(sentenceOf(problem, '/state')).toBe(sentence);
    database.close();
  });
});

describe('A platform stopped while it starts', { timeout: 60_000 }, () => {
  it.each([
    ['SIGINT', 150],
    ['SIGTERM', 700],
    ['SIGTERM', 1_800],
  ] as const)(
    'ends with all its children at %s after %i ms, without a word',
    async (signal, milliseconds) => {
      const state = newFolder();
      const started = startNode(['local/start.ts', '--state', state], { PORT: String(await freePort()) });
      await wait(milliseconds);
      // Ctrl-C reaches the whole group, `kill` only the platform.
      if (signal === 'SIGINT') signalGroup(started, signal);
      else started.child.kill(signal);
      const code = await started.ended;
      expect([started.said.out, started.said.err]).toEqual(['', '']);
      expect(code === 0 || code === null).toBe(true);
      expect(await leftBehind(state, started.child.pid)).toEqual([]);
    },
  );

  it('ends what begins only after the end has come', async () => {
    const closing = new Closing();
    const ended: string[] = [];
    closing.add(() => ended.push('first'));
    closing.add(() => {
      ended.push('second');
      throw new Error('cannot end properly');
    });
    await closing.end();
    closing.add(() => ended.push('late'));
    await closing.end();
    await wait(0);
    expect(ended).toEqual(['second', 'first', 'late']);
  });
});

describe('A state folder', () => {
  it.each([
    ['a process that is gone', '4194000'],
    ['a process that is no platform', String(process.ppid)],
    ['nobody', 'rubbish'],
  ])('is taken over from %s', (_whose, note) => {
    const folder = newFolder();
    const file = join(folder, 'platform.pid');
    writeFileSync(file, note);
    const giveBack = takeStateFolder(folder);
    expect(readFileSync(file, 'utf8')).toBe(String(process.pid));
    giveBack();
    expect(existsSync(file)).toBe(false);
  });
});

function caught(act: () => unknown): unknown {
  try {
    act();
  } catch (problem) {
    return problem;
  }
  throw new Error('nothing was thrown');
}
