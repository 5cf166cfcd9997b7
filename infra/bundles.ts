import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, type Metafile } from 'esbuild';
import { stepIds } from '../contract/steps.ts';
import { type FunctionName, fileNameOf, functionNames } from '../functions/env.ts';
import { environmentCredentials, lazyBuiltins, withoutJsonSchema } from './bundle-plugins.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
/** Where the bundles lie, one folder a function, each with `index.mjs` exporting `handler`. */
export const bundlesFolder = join(root, 'build/functions');

/** What was built for one function. */
export interface Bundle {
  name: FunctionName;
  file: string;
  /** Minified. */
  bytes: number;
  gzipBytes: number;
  /** What it is made of, as esbuild tells. */
  inputs: Metafile['outputs'][string]['inputs'];
}

/**
 * Builds the functions' bundles. Folders are emptied first, so that nothing old is deployed.
 * @param options.outdir folder to write to, default `build/functions`
 * @param options.only the functions to build, default all
 * @throws Error naming the functions without an entry file; the others are built before
 */
export async function buildBundles({
  outdir = bundlesFolder,
  only = functionNames,
}: {
  outdir?: string;
  only?: readonly FunctionName[];
} = {}): Promise<Bundle[]> {
  const missing = only.filter((name) => !existsSync(entryOf(name)));
  const bundles = await buildTogether(
    only.filter((name) => !missing.includes(name)),
    resolve(outdir),
  );
  if (missing.length > 0) {
    const files = missing.map((name) => entryOf(name).slice(root.length));
    throw new Error(`No code for ${missing.join(', ')}: expected ${files.join(', ')}.`);
  }
  return bundles;
}

/** One run for all: what they share is read and parsed once, a fifth of the time of a run each. */
async function buildTogether(names: readonly FunctionName[], outdir: string): Promise<Bundle[]> {
  for (const name of names) await rm(join(outdir, fileNameOf(name)), { recursive: true, force: true });
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: names.map((name) => ({ in: entryOf(name), out: join(fileNameOf(name), 'index') })),
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    // Packages that ship both forms are taken as ES modules, which tree-shake.
    mainFields: ['module', 'main'],
    minify: true,
    treeShaking: true,
    legalComments: 'none',
    charset: 'utf8',
    metafile: true,
    logLevel: 'silent',
    plugins: [lazyBuiltins, environmentCredentials, withoutJsonSchema],
  });
  const outputs = new Map(
    Object.entries(metafile.outputs).map(([path, made]) => [resolve(root, path), made]),
  );
  return Promise.all(
    names.map(async (name) => {
      const file = join(outdir, fileNameOf(name), 'index.mjs');
      const code = await readFile(file);
      const inputs = outputs.get(file)?.inputs ?? {};
      return { name, file, bytes: code.length, gzipBytes: gzipSync(code).length, inputs };
    }),
  );
}

/** The file a function starts with. */
function entryOf(name: FunctionName): string {
  const fileName = fileNameOf(name);
  const isStep = stepIds.some((step) => step === name);
  return join(root, 'functions', isStep ? 'steps' : fileName, `${fileName}.lambda.ts`);
}

if (import.meta.main) {
  for (const { name, bytes, gzipBytes } of await buildBundles()) {
    const kilobytes = (count: number) => `${(count / 1000).toFixed(0).padStart(5)} KB`;
    process.stdout.write(`${name.padEnd(20)}${kilobytes(bytes)}${kilobytes(gzipBytes)} gz\n`);
  }
}
