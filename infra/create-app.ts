import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { App } from 'aws-cdk-lib';
import { fileNameOf, functionNames } from '../functions/env.ts';
import { DataStack } from './data-stack.ts';
import { ServiceStack } from './service-stack.ts';
import { readSettings } from './settings.ts';
import { WebStack } from './web-stack.ts';

const build = fileURLToPath(new URL('../build', import.meta.url));

export interface AppOptions {
  /** Context by default; the CDK command's own values go before it. */
  context?: Record<string, unknown>;
  /** Folder of the cloud assembly; as the CDK command says by default. */
  outdir?: string;
  /** Folder of the functions' bundles. */
  bundles?: string;
  /** Folder of the built web apps and documents. */
  pages?: string;
}

/**
 * The CDK app: three stacks for any account and region of a partition, with no look-ups, so that synthesis needs no
 * account and no network.
 * @throws Error that says in words which setting or which part of the build is missing
 */
export function createApp({
  context = {},
  outdir,
  bundles = join(build, 'functions'),
  pages = join(build, 'web'),
}: AppOptions = {}): App {
  const app = new App({ context, analyticsReporting: false, ...(outdir === undefined ? {} : { outdir }) });
  const settings = readSettings((name) => app.node.tryGetContext(name));
  const missing = [
    ...functionNames.map((name) => join(bundles, fileNameOf(name), 'index.mjs')),
    pages,
  ].filter((path) => !existsSync(path));
  if (missing.length > 0) {
    throw new Error(`Nothing is built at ${missing.join(', ')}: run \`npm run build\` first.`);
  }
  const stackId = (part: string) => `fugong-${settings.environment}-${part}`;
  const data = new DataStack(app, stackId('data'), settings);
  const service = new ServiceStack(app, stackId('service'), settings, data, bundles);
  new WebStack(app, stackId('web'), settings, service.api, data.attachments.bucketRegionalDomainName, pages);
  return app;
}
