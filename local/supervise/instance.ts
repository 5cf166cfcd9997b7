import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Fault } from './fault.ts';

/**
 * Takes the state folder for this process, so that two platforms never share one.
 * @returns gives it back
 * @throws Fault when another platform runs on it
 */
export function takeStateFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'platform.pid');
  const holder = holderOf(file);
  if (holder && holder !== process.pid && runsPlatform(holder)) {
    throw new Fault(
      `The platform already runs on ${folder} (process ${holder}): use it, or stop it with Ctrl-C there first.`,
    );
  }
  writeFileSync(file, String(process.pid));
  return () => rmSync(file, { force: true });
}

function holderOf(file: string): number {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return 0;
  }
}

/** Whether a process is alive and is a platform: after a crash the number may be another program's. */
function runsPlatform(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return /start\.ts|demo\.ts/.test(commandLine(pid));
  } catch {
    return false;
  }
}

/** From /proc where there is one, else from `ps`. */
function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  }
}

/** @throws Fault when the port is taken, or is not ours to take */
export async function assertPortFree(port: number): Promise<void> {
  const probe = createServer();
  const code = await new Promise<string | undefined>((resolve) => {
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    probe.listen(port, () => resolve(undefined));
  });
  if (code === 'EACCES')
    throw new Fault(`Port ${port} is for administrators: choose another, e.g. PORT=3000 npm start.`);
  if (code) {
    const other = port < 65_436 ? port + 100 : 3000;
    throw new Fault(
      `Port ${port} is taken: stop what uses it, or choose another, e.g. PORT=${other} npm start.`,
    );
  }
  await new Promise((closed) => probe.close(closed));
}

/** This port if it is free, so that addresses stay the same from start to start; else any free one. */
export async function portNear(wanted: number): Promise<number> {
  const free = (port: number) =>
    new Promise<number | undefined>((resolve) => {
      const probe = createServer();
      probe.once('error', () => resolve(undefined));
      probe.listen(port, '127.0.0.1', () => {
        const address = probe.address();
        probe.close(() => resolve(typeof address === 'object' ? address?.port : undefined));
      });
    });
  const port = (wanted <= 65_535 ? await free(wanted) : undefined) ?? (await free(0));
  if (!port) throw new Fault('This machine gives out no free port.');
  return port;
}
