import { once } from 'node:events';
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportWriter } from '../../domain/trail/export-file.ts';
import { checkBytes, sha256 } from '../../local/audit/check-file.ts';
import { auditEntry, chainOf, exported, exportOpened } from '../builders/trail.ts';
import type { Row } from './row.ts';

/** Records of the export, with as many events as an approved application of three stages has. */
const RECORDS = 20_000;
const EVENTS = 11;

/** How fast an export is checked, and that the memory it takes does not grow with it. */
export async function verifierRows(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'fugong-bench-'));
  try {
    const path = join(folder, 'trail.jsonl');
    const file = createWriteStream(path);
    const writer = exportWriter(exportOpened, sha256);
    for (let record = 0; record < RECORDS; record += 1) {
      const entity = `APPLICATION#${String(record).padStart(12, '0')}`;
      const detail = { stage: 'bureauReview', outcome: 'approve', visit: 1 };
      const events = chainOf(Array.from({ length: EVENTS }, () => auditEntry({ entity, detail })));
      if (!file.write(await writer.page([exported(events)]))) await once(file, 'drain');
    }
    file.end(await writer.end());
    await once(file, 'finish');

    globalThis.gc?.();
    const before = process.memoryUsage().rss;
    let peak = before;
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().rss);
    }, 20);
    const started = performance.now();
    const found = await checkBytes(createReadStream(path, { highWaterMark: 1 << 20 }));
    const seconds = (performance.now() - started) / 1000;
    clearInterval(watch);
    if ('fault' in found) throw new Error(`the export of the bench is broken: ${JSON.stringify(found)}`);
    return [
      {
        name: 'events checked by audit:verify',
        figure: found.events / seconds,
        unit: 'a second',
        detail: `${found.events} events, ${(file.bytesWritten / 1e6).toFixed(0)} MB in ${seconds.toFixed(1)} s; RSS +${((peak - before) / 1e6).toFixed(0)} MB at most`,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
