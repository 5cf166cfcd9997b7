import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod';
import { WAYS_OUT, type Way, ways } from './launch.ts';
import { endOrphan, endProcess, forgetDatabase, noteDatabase } from './orphan.ts';
import { callDynamoDb } from './wire.ts';

const READY_WITHIN_MS = 30_000;

export interface DynamoDbOptions {
  /** Where the data lies; made when missing. A start on the same folder finds it again. */
  folder: string;
  /** Keeps the data in memory, gone with the process; the folder then only names it. */
  inMemory?: boolean;
  /** A free one when not given. */
  port?: number;
  /** Heap of the Java process; 512 when not given. */
  maxHeapMb?: number;
  /** Told, in one sentence, when the database ends without having been stopped. */
  onUnexpectedExit?: (sentence: string) => void;
}

export interface DynamoDbLocal {
  /** `http://127.0.0.1:<port>`. */
  url: string;
  port: number;
  pid: number;
  /** Ends the process; the data stays. */
  stop(): Promise<void>;
}

/** A way of starting that this machine does not have. */
class Unavailable extends Error {}

/**
 * Starts Amazon's DynamoDB Local on disk and waits until it answers. Ends an orphan of a killed platform first.
 * @throws Error with one sentence and the way out: no Java, folder in use, no start
 */
export async function startDynamoDb(options: DynamoDbOptions): Promise<DynamoDbLocal> {
  const folder = resolve(options.folder);
  mkdirSync(folder, { recursive: true });
  await endOrphan(folder);
  const { maxHeapMb = 512, inMemory = false } = options;
  const launch = { folder, port: options.port ?? (await freePort()), maxHeapMb, inMemory };
  const missing: string[] = [];
  for (const way of ways) {
    try {
      return await start(way, launch, options.onUnexpectedExit);
    } catch (problem) {
      if (!(problem instanceof Unavailable)) throw problem;
      missing.push(problem.message);
    }
  }
  throw new Error(`The local database needs Java 17 or Docker: ${missing.join('; ')}. ${WAYS_OUT}`);
}

async function start(
  way: Way,
  launch: Parameters<Way['start']>[0],
  onUnexpectedExit: (sentence: string) => void = () => {},
): Promise<DynamoDbLocal> {
  const child = way.start(launch);
  const ended = endOf(child, way);
  const url = `http://127.0.0.1:${launch.port}`;
  if (child.pid !== undefined) noteDatabase(launch.folder, child.pid);
  const stopAsking = new AbortController();
  const early = await Promise.race([ended, ready(url, stopAsking.signal)]);
  stopAsking.abort();
  if (early !== 'ready' || child.pid === undefined) {
    if (child.pid !== undefined) await endProcess(child.pid);
    forgetDatabase(launch.folder);
    throw early instanceof Error ? early : new Error('DynamoDB Local did not answer within 30 seconds.');
  }
  const { pid } = child;
  let stopping = false;
  void ended.then(({ message }) => {
    if (!stopping) onUnexpectedExit(message);
  });
  return {
    url,
    port: launch.port,
    pid,
    stop: async () => {
      stopping = true;
      await endProcess(pid);
      forgetDatabase(launch.folder);
    },
  };
}

/** How the process ended, as a sentence; the reason is what it wrote last. */
async function endOf(child: ChildProcess, { name }: Way): Promise<Error> {
  let written = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    written = (written + text).slice(-4_000);
  });
  const how = await new Promise<string | NodeJS.ErrnoException>((tell) => {
    // `close` comes after the last words; `error` when there is nothing to run.
    child.on('close', (code, signal) => tell(signal ?? `code ${code}`));
    child.on('error', tell);
  });
  if (typeof how !== 'string') return new Unavailable(`${name} cannot be run (${how.code ?? how.message})`);
  if (/UnsupportedClassVersionError/.test(written)) return new Unavailable('this Java is older than 17');
  if (/Cannot connect to the Docker daemon/.test(written)) return new Unavailable('Docker is not running');
  const reason =
    written
      .trim()
      .split('\n')
      .findLast((line) => line.trim() !== '') ?? 'no reason given';
  return new Error(`DynamoDB Local has ended (${how}): ${reason.trim()}.`);
}

async function ready(url: string, stop: AbortSignal): Promise<'ready' | 'late'> {
  const until = performance.now() + READY_WITHIN_MS;
  while (performance.now() < until && !stop.aborted) {
    try {
      await callDynamoDb(url, 'DynamoDB_20120810.ListTables', {}, z.unknown());
      return 'ready';
    } catch {
      await wait(40);
    }
  }
  return 'late';
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('There is no free port on 127.0.0.1.');
  return address.port;
}
