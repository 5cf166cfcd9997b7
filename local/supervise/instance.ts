import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
  const holder = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  if (holder && holder !== process.pid && runsPlatform(holder)) {
    throw new Fault(
      `The platform already runs on ${folder} (process ${holder}): use it, or stop it with Ctrl-C there first.`,
    );
  }
  writeFileSync(file, String(process.pid));
  return () => rmSync(file, { force: true });
}

/** Whether a process is alive and is a platform: after a crash the number may be another program's. */
function runsPlatform(pid: number): boolean {
  try {
    process.kill(pid, 0);
    const command = `/proc/${pid}/cmdline`;
    return !existsSync(command) || readFileSync(command, 'utf8').includes('start.ts');
  } catch {
    return false;
  }
}

/** @throws Fault when the port is taken */
export async function assertPortFree(port: number): Promise<void> {
  const probe = createServer();
  try {
    await new Promise<void>((resolve, reject) => probe.once('error', reject).listen(port, resolve));
  } catch {
    throw new Fault(
      `Port ${port} is taken: stop what uses it, or choose another, e.g. PORT=${port + 100} npm start.`,
    );
  } finally {
    probe.close();
  }
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
  const port = (await free(wanted)) ?? (await free(0));
  if (!port) throw new Fault('This machine gives out no free port.');
  return port;
}
