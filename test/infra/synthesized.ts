import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import cdk from '../../cdk.json' with { type: 'json' };
import { fileNameOf, functionNames } from '../../functions/env.ts';
import { createApp } from '../../infra/create-app.ts';
import { readTemplate } from '../../local/template/read-template.ts';
import type { Template } from '../../local/template/views.ts';

/** A resource as its template states it, intrinsics unresolved. */
export interface Resource {
  Type: string;
  Properties: Record<string, unknown>;
  DeletionPolicy?: string;
}

export interface Synthesized {
  /** The resources of a type in a stack: `data`, `service` or `web`. */
  resources(stack: string, type: string): Resource[];
  /** The properties of the one resource of a type in a stack. */
  only(stack: string, type: string): Record<string, unknown>;
  /** Everything with references resolved, as the local platform reads it. */
  template: Template;
  /** All templates as text. */
  text: string;
}

/** Context of a deployment that is not the default: a production in the partition. */
export const production = {
  environment: 'prod',
  oidcIssuer: 'https://identity.zone.test',
  siteUrl: 'https://fugong.zone.test',
  carriers: { 'china-mobile': 'https://mobile.test' },
  channels: {
    dingtalk: 'https://oapi.dingtalk.com',
    wecom: 'https://qyapi.weixin.qq.com',
    sms: 'https://sms.test',
  },
};

/** What an own domain needs in AWS China. */
export const china = {
  partition: 'aws-cn',
  siteUrl: 'https://fugong.zone.test',
  domainName: 'fugong.zone.test',
  certificateId: 'ASCAEXAMPLE',
};

/**
 * Synthesizes the app in this process with stand-ins for bundles and pages: what is in them does not matter to the
 * templates.
 * @param context beside cdk.json's
 */
export function synthesize(context: Record<string, unknown> = {}): Synthesized {
  const folder = mkdtempSync(join(tmpdir(), 'fugong-infra-'));
  for (const name of functionNames) {
    const bundle = join(folder, 'functions', fileNameOf(name));
    mkdirSync(bundle, { recursive: true });
    writeFileSync(join(bundle, 'index.mjs'), `export const handler = () => '${name}';`);
  }
  mkdirSync(join(folder, 'web'));
  writeFileSync(join(folder, 'web/index.html'), '<!doctype html>');
  const outdir = join(folder, 'cdk.out');
  const app = createApp({
    // The assets stay where they are: copying them proves nothing here.
    context: { ...cdk.context, 'aws:cdk:disable-asset-staging': true, ...context },
    outdir,
    bundles: join(folder, 'functions'),
    pages: join(folder, 'web'),
  });
  const stacks = app.synth().stacks.map(({ stackName, templateFullPath }) => {
    const text = readFileSync(templateFullPath, 'utf8');
    const { Resources } = JSON.parse(text) as { Resources: Record<string, Resource> };
    return { stackName, text, resources: Object.values(Resources) };
  });
  const resources: Synthesized['resources'] = (stack, type) =>
    stacks
      .filter(({ stackName }) => stackName.endsWith(`-${stack}`))
      .flatMap((found) => found.resources.filter(({ Type }) => Type === type));
  const partition = 'partition' in context ? String(context['partition']) : 'aws';
  const template = readTemplate({ assembly: outdir, partition, secretValue: () => 'secret'.repeat(8) });
  rmSync(folder, { recursive: true });
  return {
    resources,
    only(stack, type) {
      const [found, ...others] = resources(stack, type);
      if (!found || others.length > 0) throw new Error(`not exactly one ${type} in ${stack}`);
      return found.Properties;
    },
    template,
    text: stacks.map(({ text }) => text).join('\n'),
  };
}
