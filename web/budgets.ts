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

/** What is loaded only when it is opened: a route of the console unless a part has its own budget. */
const ROUTE = 40 * KB;
const lazyBudgets: Record<string, number> = {
  'console/workflow/workflow-graph.tsx': 20 * KB,
  'scan/pass-camera.tsx': 30 * KB,
};

interface Chunk {
  file: string;
  css?: string[];
  imports?: string[];
  dynamicImports?: string[];
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

function report(name: string, kind: 'js' | 'css', weight: number, budget: number): void {
  const within = weight <= budget && (kind === 'css' || weight > 0);
  over ||= !within;
  console.log(
    `${within ? 'ok  ' : 'OVER'} ${name.padEnd(42)} ${kind.padEnd(3)} ${(weight / KB).toFixed(1)} of ${budget / KB} KB gz`,
  );
}

function weigh(files: Iterable<string>): { js: number; css: number } {
  const weight = { js: 0, css: 0 };
  for (const file of files)
    weight[file.endsWith('.css') ? 'css' : 'js'] += gzipSync(readFileSync(build + file)).length;
  return weight;
}

/** The parts that a page or another part opens lazily, each with what it brings beyond what is there already. */
function reportLazy(opener: string, loaded: ReadonlySet<string>): void {
  for (const part of manifest[opener]?.dynamicImports ?? []) {
    const brought = firstLoad(part);
    const { js } = weigh([...brought].filter((file) => !loaded.has(file)));
    report(`  ${part}`, 'js', js, lazyBudgets[part] ?? ROUTE);
    reportLazy(part, new Set([...loaded, ...brought]));
  }
}

for (const [page, budget] of Object.entries(budgets)) {
  const loaded = firstLoad(page);
  const { js, css } = weigh(loaded);
  report(page, 'js', js, budget.js);
  report(page, 'css', css, budget.css);
  reportLazy(page, loaded);
}
if (over) process.exit(1);
