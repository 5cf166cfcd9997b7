import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Fault } from '../supervise/fault.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** What each part is made from; a part whose sources stand as they stood is not built again. */
const SOURCES = {
  bundles: [
    'domain',
    'contract',
    'functions',
    'infra/bundles.ts',
    'infra/bundle-plugins.ts',
    'package-lock.json',
  ],
  web: ['domain', 'contract', 'web', 'workflows', 'package-lock.json'],
} as const;

/** What the template is synthesized for. */
export type Context = Record<string, string | object>;

/**
 * Builds bundles and web apps side by side, then the API documents among the pages.
 * @throws Fault naming the part that failed, with what it said; Error with code ENOSPC when the disk is full
 */
export async function buildParts(): Promise<void> {
  await Promise.all([
    part('bundles', SOURCES.bundles, 'build/functions', '', ['infra/bundles.ts']),
    part('web', SOURCES.web, 'build/web', '', ['web/build.ts']),
  ]);
  // After the pages: Vite empties the folder they share.
  await part('documents', [...SOURCES.web, 'infra/api-docs.ts'], 'build/web/api', '', ['infra/api-docs.ts']);
}

/**
 * Builds everything and synthesizes the template around it.
 * @param context the CDK context of this deployment
 * @param assembly folder for the cloud assembly; two platforms on one machine have one each
 */
export async function buildAll(context: Context, assembly: string): Promise<void> {
  await buildParts();
  const sources = [...SOURCES.bundles, ...SOURCES.web, 'infra', 'local/build/build.ts'];
  // CDK's own schema check takes half of the time and is left to `cdk synth`.
  const environment = {
    CDK_CONTEXT_JSON: JSON.stringify(context),
    CDK_OUTDIR: assembly,
    CDK_VALIDATION: 'false',
  };
  await part(
    'template',
    sources,
    assembly,
    JSON.stringify(context),
    ['infra/app.ts'],
    environment,
    `${assembly}.stamp`,
  );
}

async function part(
  name: string,
  sources: readonly string[],
  output: string,
  extra: string,
  command: readonly string[],
  environment: Record<string, string> = {},
  stampFile = join(root, `build/.${name}.stamp`),
): Promise<void> {
  const stamp = fingerprint(sources) + createHash('sha256').update(extra).digest('hex');
  if (existsSync(join(root, output)) || existsSync(output)) {
    if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  }
  await run(name, command, environment);
  writeFileSync(stampFile, stamp);
}

/** Names, sizes and times of all files of the sources: enough to see a change, cheap enough for every start. */
function fingerprint(sources: readonly string[]): string {
  const hash = createHash('sha256');
  const add = (path: string) => {
    const { size, mtimeMs } = statSync(path);
    hash.update(`${path}|${size}|${mtimeMs}\n`);
  };
  for (const source of sources) {
    const path = join(root, source);
    if (!existsSync(path)) continue;
    if (statSync(path).isFile()) add(path);
    else
      for (const entry of readdirSync(path, { recursive: true, withFileTypes: true }))
        if (entry.isFile()) add(join(entry.parentPath, entry.name));
  }
  return hash.digest('hex');
}

async function run(
  name: string,
  command: readonly string[],
  environment: Record<string, string>,
): Promise<void> {
  const child = spawn(process.execPath, [...command], {
    cwd: root,
    // What is built is what is deployed, also when a test run (NODE_ENV=test) asks for it first.
    env: { ...process.env, NODE_ENV: 'production', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const end = () => child.kill();
  process.once('exit', end);
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  process.off('exit', end);
  // What it says of a full disk is a stack; the sentence for it is everybody's.
  if (code !== 0 && said.includes('ENOSPC')) throw Object.assign(new Error(said.trim()), { code: 'ENOSPC' });
  if (code !== 0) throw new Fault(`Building ${name} failed (node ${command.join(' ')}):\n${said.trim()}`);
}
