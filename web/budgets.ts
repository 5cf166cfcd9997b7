import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const build = fileURLToPath(new URL('../build/web/', import.meta.url));
const KB = 1024;

/** First-load budgets, gzipped (UX.md): what a page and its static imports weigh before anything is opened. */
const budgets: Record<string, { js: number; css: number }> = {
  'scan/index.html': { js: 15 * KB, css: 4 * KB },
  'scan/officer.html': { js: 45 * KB, css: 4 * KB },
  'apply/index.html': { js: 180 * KB, css: 20 * KB },
  'console/index.html': { js: 560 * KB, css: 30 * KB },
};

interface Chunk {
  file: string;
  css?: string[];
  imports?: string[];
}

const manifest = JSON.parse(readFileSync(`${build}.vite/manifest.json`, 'utf8')) as Record<string, Chunk>;

/** The files a page loads first: its entry, what that imports statically, and their styles. */
function firstLoad(entry: string, seen = new Set<string>()): Set<string> {
  const chunk = manifest[entry];
  if (!chunk || seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  for (const style of chunk.css ?? []) seen.add(style);
  for (const imported of chunk.imports ?? []) firstLoad(imported, seen);
  return seen;
}

let over = false;
for (const [page, budget] of Object.entries(budgets)) {
  const weight = { js: 0, css: 0 };
  for (const file of firstLoad(page))
    weight[file.endsWith('.css') ? 'css' : 'js'] += gzipSync(readFileSync(build + file)).length;
  for (const kind of ['js', 'css'] as const) {
    const within = weight[kind] <= budget[kind] && (kind === 'css' || weight[kind] > 0);
    over ||= !within;
    console.log(
      `${within ? 'ok  ' : 'OVER'} ${page.padEnd(20)} ${kind.padEnd(3)} ${(weight[kind] / KB).toFixed(1)} of ${budget[kind] / KB} KB gz`,
    );
  }
}
if (over) process.exit(1);
