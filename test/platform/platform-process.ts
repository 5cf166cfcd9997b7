import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { portNear } from '../../local/supervise/instance.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A command of the project that runs, or has run, as a process of its own. */
export interface Started {
  child: ChildProcess;
  /** What it has written so far. */
  said: { out: string; err: string };
  /** Its exit code, when it has ended and all its output has come; null after a signal. */
  ended: Promise<number | null>;
}

/** Starts a file of the project in a process group of its own, as a shell starts a command line. */
export function startNode(args: readonly string[], env: NodeJS.ProcessEnv = {}): Started {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    said.out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    said.err += chunk.toString();
  });
  return { child, said, ended: once(child, 'close').then(([code]) => code as number | null) };
}

/** A whole platform, started as `npm start` starts it. */
export interface RunningPlatform extends Started {
  origin: string;
  port: number;
}

/** A port that this test process is likely to have for itself. */
export function freePort(): Promise<number> {
  return portNear(5_000 + (process.pid % 900) * 10);
}

/**
 * Starts the platform without its demonstration and waits until it is ready.
 * @throws Error with what it said when it ends before
 */
export async function startWholePlatform(state: string, port: number): Promise<RunningPlatform> {
  const started = startNode(['local/start.ts', '--no-seed', '--state', state], { PORT: String(port) });
  const { child, said, ended } = started;
  await new Promise<void>((ready, failed) => {
    child.stdout?.on('data', () => said.out.includes('is ready') && ready());
    ended.then((code) => failed(new Error(`the platform ended with ${code}: ${said.err}`)));
  });
  return { ...started, origin: `http://localhost:${port}`, port };
}

/** Signals a whole process group, as Ctrl-C in a terminal does. */
export function signalGroup({ child }: Started, signal: NodeJS.Signals): void {
  if (child.pid !== undefined) process.kill(-child.pid, signal);
}

/** The process id of the database that a state folder notes. */
export function databaseOf(state: string): number {
  const note = readFileSync(join(state, 'dynamodb', 'dynamodb-local.pid.json'), 'utf8');
  return (JSON.parse(note) as { database: number }).database;
}

/**
 * What is still left of a platform that has ended: what ends by itself (the shell that watches over the database) has
 * two seconds for it.
 */
export async function leftBehind(state: string, parent: number | undefined): Promise<string[]> {
  let left = processesOf(state, parent);
  for (let waited = 0; left.length > 0 && waited < 2_000; waited += 50) {
    await wait(50);
    left = processesOf(state, parent);
  }
  return left;
}

/** Command lines of the processes alive that name a state folder, or were started by this process (Linux). */
export function processesOf(state: string, parent: number | undefined): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        const [life = '', ppid = '', group = ''] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
        const belongs = [ppid, group].includes(String(parent)) || command.includes(state);
        return belongs && life !== 'Z' && Number(pid) !== process.pid ? [`${pid} ${command}`] : [];
      } catch {
        return [];
      }
    });
}
