import { readFile } from 'node:fs/promises';
import { createApp } from './create-app.ts';

/** The program of the CDK command; also runs alone, with cdk.json's context and `CDK_OUTDIR`. */
try {
  const cdk = JSON.parse(await readFile(new URL('../cdk.json', import.meta.url), 'utf8')) as {
    context: Record<string, unknown>;
  };
  createApp({ context: cdk.context }).synth();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
