/**
 * `npm run audit:verify -- <file or folder>`: checks exports of the audit trail offline, without a platform, and names the
 * first event that is not as it was written. Ends with 1 if anything is wrong.
 */
import { createReadStream, existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ExportFault, SoundExport } from '../../domain/trail/export-check.ts';
import { trailFaults } from '../../domain/trail/faults.ts';
import { checkBytes } from './check-file.ts';

/** How an export is called, so that a folder can hold other files as well. */
const EXPORT = /\.jsonl$/;

const [given] = process.argv.slice(2);
const files = given === undefined ? [] : exportsAt(given);
if (given === undefined) giveUp('要核验哪个文件？Which file? npm run audit:verify -- trail.jsonl');
if (files.length === 0) giveUp(`没有找到导出文件 There is no export (*.jsonl) at ${given}.`);
for (const file of files) {
  const found = await checkBytes(createReadStream(file, { highWaterMark: 1 << 20 }));
  if ('fault' in found) process.exitCode = 1;
  console.log(`${file}: ${'fault' in found ? broken(found) : sound(found)}`);
}

function exportsAt(path: string): string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  const names = readdirSync(path).filter((name) => EXPORT.test(name));
  return names.sort().map((name) => join(path, name));
}

function sound({ records, events, opened }: SoundExport): string {
  const { from, to, purpose } = opened.detail ?? {};
  return [
    `✓ 完好 sound: ${records} 条记录 records, ${events} 个事件 events`,
    `  ${opened.entity}, ${opened.by}, ${opened.at}, ${from} – ${to}: ${purpose}`,
  ].join('\n');
}

function broken({ fault, line, entity, seq }: ExportFault): string {
  const { zh, en } = trailFaults[fault];
  const event = entity === undefined ? '' : `${entity} 第 ${seq} 个事件 event ${seq}, `;
  return [`✗ ${event}第 ${line} 行 line ${line}`, `  ${zh}。`, `  ${en}.`].join('\n');
}

function giveUp(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}
