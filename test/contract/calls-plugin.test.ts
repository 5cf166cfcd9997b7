import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';
import { expect, it, onTestFinished } from 'vitest';
import { callTables } from '../../contract/calls-plugin.ts';

it('puts a client for two operations into a page with 2 KB and no schema', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fugong-client-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const contract = (file: string) =>
    JSON.stringify(fileURLToPath(new URL(`../../contract/${file}`, import.meta.url)));
  const entry = join(folder, 'page.ts');
  writeFileSync(
    entry,
    `import { createClient } from ${contract('client.ts')};
     import { scanCalls } from ${contract('calls.ts')};
     Object.assign(globalThis, { client: createClient(scanCalls, { baseUrl: '', fetch, token: async () => undefined, language: () => 'zh', newKey: () => crypto.randomUUID() }) });`,
  );
  const built = (await build({
    configFile: false,
    root: folder,
    logLevel: 'error',
    plugins: [callTables()],
    build: { write: false, rolldownOptions: { input: entry } },
  })) as Rolldown.RolldownOutput;
  const [chunk] = built.output;
  expect(chunk.code).toContain('/api/itinerary/scans');
  expect(chunk.code).not.toContain('/api/reviews');
  expect(chunk.code).not.toContain('ZodError');
  expect(gzipSync(chunk.code).length).toBeLessThan(2048);
});
