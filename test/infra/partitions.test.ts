import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import cdk from '../../cdk.json' with { type: 'json' };
import { createApp } from '../../infra/create-app.ts';
import { china, production, synthesize } from './synthesized.ts';

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fugong-infra-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

const root = fileURLToPath(new URL('../..', import.meta.url));

describe('AWS China', () => {
  const synthesized = synthesize({ ...production, ...china });

  it('gets ARNs of its own partition, and hosts of its own suffix', () => {
    expect(synthesized.text).not.toContain('arn:aws:');
    expect(synthesized.template.httpApis[0]?.domainName).toMatch(/\.amazonaws\.com\.cn$/);
    for (const { arn } of synthesized.template.functions) expect(arn).toMatch(/^arn:aws-cn:/);
  });

  it('gets nothing that does not exist there', () => {
    expect(synthesized.text).not.toMatch(/Cognito|XRay|AWS::Lambda::Url|AWS::CertificateManager|AWS::WAFv2/);
  });
});

describe('any deployment', () => {
  it.each([
    ['development in aws', {}],
    ['production in aws', production],
    ['production in aws-cn', { ...production, ...china }],
  ])('of %s fits any account and region, and looks nothing up', (_, context) => {
    const { text } = synthesize(context);
    expect(text).not.toMatch(/"(cn|us|eu|ap)-[a-z]+-\d"/);
    expect(text).not.toMatch(/SsmParameterValue(?!.*bootstrap)|dummy-value/);
    expect(text).toContain('AWS::Partition');
  });

  it('says what to do when nothing is built', () => {
    const empty = temporaryFolder();
    expect(() => createApp({ context: cdk.context, bundles: empty, pages: empty })).toThrow(
      /open-review.*run `npm run build` first/,
    );
  });
});

describe('node infra/app.ts', () => {
  it('ends with a sentence and no stack when the context cannot be used', () => {
    const { status, stderr } = spawnSync(process.execPath, ['infra/app.ts'], {
      cwd: root,
      encoding: 'utf8',
      env: {
        ...process.env,
        CDK_OUTDIR: temporaryFolder(),
        CDK_CONTEXT_JSON: JSON.stringify({ environment: 'moon' }),
      },
    });
    expect(status).toBe(1);
    expect(stderr).toContain('  environment: ');
    expect(stderr).not.toContain('at ');
  });
});
