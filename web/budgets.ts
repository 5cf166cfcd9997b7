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

/** What one page, or one lazily loaded part of it, weighs against its budget. */
export interface Weight {
  name: string;
  kind: 'js' | 'css';
  /** Gzipped bytes. */
  bytes: number;
  budget: number;
}

/** Weighs every page and every part that pages open lazily, as they lie in `build/web`. */
export function weights(): Weight[] {
  return Object.entries(budgets).flatMap(([page, budget]) => {
    const loaded = firstLoad(page);
    const { js, css } = weigh(loaded);
    return [
      { name: page, kind: 'js' as const, bytes: js, budget: budget.js },
      { name: page, kind: 'css' as const, bytes: css, budget: budget.css },
      ...lazyWeights(page, loaded),
    ];
  });
}

/** The parts that a page or another part opens lazily, each with what it brings beyond what is there already. */
function lazyWeights(opener: string, loaded: ReadonlySet<string>): Weight[] {
  return (manifest[opener]?.dynamicImports ?? []).flatMap((part) => {
    const brought = firstLoad(part);
    const { js } = weigh([...brought].filter((file) => !loaded.has(file)));
    const weight = { name: `  ${part}`, kind: 'js' as const, bytes: js, budget: lazyBudgets[part] ?? ROUTE };
    return [weight, ...lazyWeights(part, new Set([...loaded, ...brought]))];
  });
}

function weigh(files: Iterable<string>): { js: number; css: number } {
  const weight = { js: 0, css: 0 };
  for (const file of files)
    weight[file.endsWith('.css') ? 'css' : 'js'] += gzipSync(readFileSync(build + file)).length;
  return weight;
}

if (import.meta.main) {
  const within = ({ kind, bytes, budget }: Weight) => bytes <= budget && (kind === 'css' || bytes > 0);
  for (const weight of weights()) {
    const { name, kind, bytes, budget } = weight;
    console.log(
      `${within(weight) ? 'ok  ' : 'OVER'} ${name.padEnd(42)} ${kind.padEnd(3)} ${(bytes / KB).toFixed(1)} of ${budget / KB} KB gz`,
    );
  }
  if (!weights().every(within)) process.exit(1);
}
