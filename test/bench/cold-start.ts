import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { median, pairedRatio, type Row } from './row.ts';
import { bareEvent, environment, type Sides, scanEvent } from './two-sides.ts';

const RUNS = 31;
const firstCall = fileURLToPath(new URL('first-call.ts', import.meta.url));

/**
 * Import and first DynamoDB call in fresh processes, in turns: of the scan's bundle, and of the SDK with our plugins
 * alone, each against a bundle of the SDK as it comes.
 */
export async function coldStart(
  sides: Sides,
  url: string,
  storedRow: Record<string, unknown>,
): Promise<Row[]> {
  const env = { ...environment(url), PATH: process.env['PATH'] ?? '' };
  const run = async (bundle: string, event: object): Promise<number> => {
    const command = [firstCall, bundle, JSON.stringify(event)];
    return Number((await promisify(execFile)(process.execPath, command, { env })).stdout);
  };
  const rounds: Record<'scan' | 'lean' | 'bare', number>[] = [];
  for (let index = 0; index <= RUNS; index += 1) {
    const round = {
      scan: await run(sides.scan, scanEvent()),
      bare: await run(sides.bare, bareEvent(storedRow)),
      lean: await run(sides.lean, bareEvent(storedRow)),
    };
    // The first round warms the disk's cache for all.
    if (index > 0) rounds.push(round);
  }
  const row = (side: 'scan' | 'lean'): Omit<Row, 'name'> => ({
    figure: pairedRatio(rounds.map((round) => [round[side], round.bare])),
    unit: 'ratio',
    detail: `${median(rounds.map((round) => round[side])).toFixed(1)} ms / ${median(rounds.map(({ bare }) => bare)).toFixed(1)} ms, import and first call, medians of ${RUNS} rounds`,
  });
  return [
    { name: 'cold path of the scan / bare SDK', ...row('scan'), goal: 0.6 },
    { name: 'cold path of the SDK with our plugins / bare SDK', ...row('lean') },
  ];
}
