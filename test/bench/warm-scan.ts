import type { Row } from './row.ts';
import { median, pairedRatio } from './row.ts';
import { bareEvent, type Sides, scanEvent } from './two-sides.ts';

type Handler = (event: object, context: object) => Promise<{ statusCode: number }>;

/** Both sides in this process; their environment is read when they are imported. */
export async function importSides(sides: Omit<Sides, 'lean'>): Promise<{ scan: Handler; bare: Handler }> {
  const [scan, bare] = (await Promise.all([import(sides.scan), import(sides.bare)])) as {
    handler: Handler;
  }[];
  if (!scan || !bare) throw new Error('both sides have a handler');
  return { scan: scan.handler, bare: bare.handler };
}

/** Calls a handler so many times, `atOnce` at a time; the events are made before, outside of what is measured. */
async function calls(handler: Handler, events: readonly object[], atOnce: number): Promise<void> {
  const left = [...events];
  const caller = async () => {
    for (let event = left.pop(); event; event = left.pop()) {
      const { statusCode } = await handler(event, {});
      if (statusCode !== 200) throw new Error(`answered ${statusCode}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, caller));
}

/** What a block of calls takes on each side in turns, the order changing, after both are warm. */
async function inTurns(
  handlers: { scan: Handler; bare: Handler },
  storedRow: Record<string, unknown>,
  { blocks, size, atOnce }: { blocks: number; size: number; atOnce: number },
  take: (work: () => Promise<void>) => Promise<number>,
): Promise<[number, number][]> {
  const pairs: [number, number][] = [];
  for (let block = -2; block < blocks; block += 1) {
    const scans = Array.from({ length: size }, () => scanEvent());
    const puts = Array.from({ length: size }, () => bareEvent(storedRow));
    const scan = () => take(() => calls(handlers.scan, scans, atOnce));
    const bare = () => take(() => calls(handlers.bare, puts, atOnce));
    const pair: [number, number] =
      block % 2 === 0
        ? [await scan(), await bare()]
        : ((await bare().then(async (b) => [await scan(), b])) as [number, number]);
    if (block >= 0) pairs.push(pair);
  }
  return pairs;
}

/** CPU of this process for one scan, from API Gateway's event to its answer, against one conditional put by the SDK. */
export async function handlerCpu(
  handlers: { scan: Handler; bare: Handler },
  storedRow: Record<string, unknown>,
): Promise<Row> {
  const size = 200;
  const pairs = await inTurns(handlers, storedRow, { blocks: 24, size, atOnce: 1 }, async (work) => {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / size;
  });
  const [scan, bare] = [0, 1].map((side) => median(pairs.map((pair) => pair[side] ?? Number.NaN)));
  return {
    name: 'CPU of a scan / bare SDK put',
    figure: pairedRatio(pairs),
    unit: 'ratio',
    goal: 1.05,
    detail: `${scan?.toFixed(0)} us / ${bare?.toFixed(0)} us a call, user and system`,
  };
}

/** Scans a second against puts a second, on the same DynamoDB Local. */
export async function requestsPerSecond(
  handlers: { scan: Handler; bare: Handler },
  storedRow: Record<string, unknown>,
): Promise<Row> {
  const size = 400;
  const pairs = await inTurns(handlers, storedRow, { blocks: 12, size, atOnce: 8 }, async (work) => {
    const started = performance.now();
    await work();
    return size / ((performance.now() - started) / 1000);
  });
  const [scan, bare] = [0, 1].map((side) => median(pairs.map((pair) => pair[side] ?? Number.NaN)));
  return {
    name: 'scans a second / bare SDK puts a second',
    figure: pairedRatio(pairs),
    unit: 'ratio',
    goal: 0.97,
    atLeast: true,
    detail: `${scan?.toFixed(0)} / ${bare?.toFixed(0)} a second, 8 at once, DynamoDB Local on disk`,
  };
}
