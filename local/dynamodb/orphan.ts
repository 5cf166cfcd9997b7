import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod';

/** Who runs the database in a folder: the database itself and the platform that started it. */
const noteSchema = z.object({ database: z.int().positive(), owner: z.int().positive() });

const FILE = 'dynamodb-local.pid.json';

/** Notes a started database, so that the next start finds it even after kill -9 of its platform. */
export function noteDatabase(folder: string, database: number): void {
  writeFileSync(join(folder, FILE), JSON.stringify({ database, owner: process.pid }));
}

export function forgetDatabase(folder: string): void {
  rmSync(join(folder, FILE), { force: true });
}

/**
 * Ends a database that an earlier, killed platform has left behind in this folder: two at once would spoil it.
 * @throws Error with one sentence when the platform that owns it is still running
 */
export async function endOrphan(folder: string): Promise<void> {
  const file = join(folder, FILE);
  if (!existsSync(file)) return;
  const note = noteSchema.safeParse(parse(readFileSync(file, 'utf8')));
  if (note.success && isDatabase(note.data.database)) {
    const { database, owner } = note.data;
    if (owner !== process.pid && isRunning(owner)) {
      throw new Error(
        `The database in ${folder} belongs to a running platform (process ${owner}): end that one first.`,
      );
    }
    await endProcess(database);
  }
  forgetDatabase(folder);
}

/** Asks a process to end, and makes it end after three seconds. Resolves when it is gone. */
export async function endProcess(pid: number): Promise<void> {
  signal(pid, 'SIGTERM');
  for (let waited = 0; isRunning(pid); waited += 50) {
    if (waited === 3_000) signal(pid, 'SIGKILL');
    await wait(50);
  }
}

function isRunning(pid: number): boolean {
  return signal(pid, 0) && !/^(Z|X)/.test(processState(pid));
}

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

/** Process ids are used again: only what looks like DynamoDB Local is ever ended. */
function isDatabase(pid: number): boolean {
  return isRunning(pid) && /DynamoDBLocal|dynamodb-local/.test(commandLine(pid));
}

function commandLine(pid: number): string {
  return fromProc(pid, 'cmdline') ?? fromPs(pid, 'command=');
}

/** `Z` is a process that has ended and was not yet fetched by its parent. */
function processState(pid: number): string {
  const stat = fromProc(pid, 'stat');
  return stat === undefined ? fromPs(pid, 'state=') : stat.slice(stat.lastIndexOf(')') + 2);
}

function fromProc(pid: number, file: 'cmdline' | 'stat'): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined;
  }
}

/** For systems without /proc. */
function fromPs(pid: number, column: string): string {
  try {
    return execFileSync('ps', ['-o', column, '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
