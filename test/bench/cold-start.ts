import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { median, pairedRatio, type Row } from './row.ts';
import { bareEvent, environment, type Sides, scanEvent } from './two-sides.ts';

const RUNS = 31;
const firstCall = fileURLToPath(new URL('first-call.ts', import.meta.url));

/** Import and first DynamoDB call of the scan's bundle, against a bundle of the SDK alone; fresh processes, in turns. */
export async function coldStart(sides: Sides, url: string, storedRow: Record<string, unknown>): Promise<Row> {
  const env = { ...environment(url), PATH: process.env['PATH'] ?? '' };
  const run = async (bundle: string, event: object): Promise<number> => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [firstCall, bundle, JSON.stringify(event)],
      {
        env,
      },
    );
    return Number(stdout);
  };
  const pairs: [number, number][] = [];
  for (let index = 0; index <= RUNS; index += 1) {
    const pair: [number, number] = [
      await run(sides.scan, scanEvent()),
      await run(sides.bare, bareEvent(storedRow)),
    ];
    // The first pair warms the disk's cache for both.
    if (index > 0) pairs.push(pair);
  }
  const [scan, bare] = [0, 1].map((side) => median(pairs.map((pair) => pair[side] ?? Number.NaN)));
  return {
    name: 'cold path of the scan / bare SDK',
    figure: pairedRatio(pairs),
    unit: 'ratio',
    goal: 0.6,
    detail: `${scan?.toFixed(1)} ms / ${bare?.toFixed(1)} ms, import and first call, medians of ${RUNS} pairs`,
  };
}
