/**
 * `npm run bench`: measures the rows of RESULTS.md, each side by side with what it is held against, and prints them.
 * Words after it choose rows by a part of their group's name, e.g. `npm run bench -- scan`; `--json` prints one object.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildParts } from '../../local/build/build.ts';
import { startDynamoDb } from '../../local/dynamodb/dynamodb-local.ts';
import { ensureTables } from '../../local/dynamodb/tables.ts';
import { tableView } from '../builders/tables.ts';
import { approvalRows } from './approval.ts';
import { capacityRows, openMeteredDoor } from './capacity.ts';
import { coldStart } from './cold-start.ts';
import { openFunctions } from './functions.ts';
import { growthRows } from './growth.ts';
import { platformRows } from './platform.ts';
import type { Row } from './row.ts';
import { buildSides, environment, scanEvent, TABLE } from './two-sides.ts';
import { verifierRows } from './verifier.ts';
import { handlerCpu, importSides, requestsPerSecond } from './warm-scan.ts';

/** Folder inside the checkout, so that the bundles of both sides find nothing else than what is built into them. */
const sidesFolder = fileURLToPath(new URL('../../build/bench', import.meta.url));

async function scanRows(): Promise<Row[]> {
  mkdirSync(sidesFolder, { recursive: true });
  const folder = mkdtempSync(join(tmpdir(), 'fugong-bench-'));
  const sides = await buildSides(sidesFolder);
  const database = await startDynamoDb({ folder });
  const emptyAnswers = spawn(process.execPath, [
    fileURLToPath(new URL('empty-answer-server.ts', import.meta.url)),
  ]);
  try {
    await ensureTables(database.url, [tableView(TABLE)]);
    const door = await openMeteredDoor(database.url);
    const [port] = (await once(emptyAnswers.stdout, 'data')) as [Buffer];
    const emptyUrl = `http://127.0.0.1:${Number(port)}`;

    // The SDK's client reads its endpoint when it is made: each set of measurements has bundles of its own.
    const against = async (url: string, name: string) => {
      Object.assign(process.env, environment(url));
      return importSides({ scan: `${sides.scan}?${name}`, bare: `${sides.bare}?${name}` });
    };
    const metered = await against(door.url, 'metered');
    const scans = 20;
    for (let index = 0; index < scans; index += 1) await metered.scan(scanEvent(), {});
    const storedRow = door.seen[0]?.item ?? {};
    door.close();
    return [
      ...(await coldStart(sides, emptyUrl, storedRow)),
      await handlerCpu(await against(emptyUrl, 'empty'), storedRow),
      await requestsPerSecond(await against(database.url, 'database'), storedRow),
      ...capacityRows(door.seen, scans),
    ];
  } finally {
    emptyAnswers.kill();
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function byteRows(): Promise<Row[]> {
  const { weights } = await import('../../web/budgets.ts');
  return weights()
    .filter(({ name, kind }) => kind === 'js' && name.endsWith('.html'))
    .map(({ name, bytes, budget }) => ({
      name: `JS of ${name.split('/')[0]} (${name})`,
      figure: bytes / 1024,
      unit: 'KB',
      goal: budget / 1024,
      detail: 'gzipped, what loads first',
    }));
}

/** Lists, decisions and an approval on a database of their own; their functions live in days of 2020. */
async function growingRows(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'fugong-bench-'));
  const database = await startDynamoDb({ folder });
  try {
    const functions = await openFunctions(database.url);
    const rows = [...(await approvalRows(functions)), ...(await growthRows(functions))];
    functions.door.close();
    return rows;
  } finally {
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const groups: Record<string, () => Promise<Row[]>> = {
  scan: scanRows,
  bytes: byteRows,
  platform: platformRows,
  verifier: verifierRows,
  // Last: it sets the clock of this process.
  growth: growingRows,
};

const { values: flags, positionals } = parseArgs({
  options: { json: { type: 'boolean', default: false } },
  allowPositionals: true,
});
await buildParts();
const rows: Row[] = [];
for (const [name, measure] of Object.entries(groups)) {
  if (positionals.length > 0 && !positionals.some((word) => name.includes(word))) continue;
  rows.push(...(await measure()));
}
if (flags.json) console.log(JSON.stringify(rows));
else for (const row of rows) console.log(lineOf(row));
process.exit(0);

function lineOf({ name, figure, unit, goal, atLeast, detail }: Row): string {
  const reached = goal === undefined || (atLeast ? figure >= goal : figure <= goal);
  const held = goal === undefined ? '' : `goal ${atLeast ? '>=' : '<='} ${goal}${reached ? '' : '  MISSED'}`;
  const shown = Number.isInteger(figure) ? String(figure) : figure.toFixed(2);
  return `${name.padEnd(50)} ${shown.padStart(8)} ${unit.padEnd(12)} ${held.padEnd(20)} ${detail}`;
}
