import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { buildBundles } from '../../infra/bundles.ts';

describe('the bundles', () => {
  it('of scan runs under plain Node, takes its credentials from the environment, and answers a bad request', async () => {
    const outdir = mkdtempSync(join(tmpdir(), 'fugong-bundles-'));
    onTestFinished(() => rmSync(outdir, { recursive: true }));
    const [bundle] = await buildBundles({ outdir, only: ['scan'] });
    expect(readdirSync(join(outdir, 'scan'))).toEqual(['index.mjs']);
    const inputs = Object.keys(bundle?.inputs ?? {});
    expect(inputs.some((input) => input.includes('@aws-sdk/credential-provider-env'))).toBe(true);
    expect(
      inputs.filter((input) => /credential-provider-(node|sso|ini|process|http|imds)|client-sts/.test(input)),
    ).toEqual([]);
    const event = {
      routeKey: 'POST /api/itinerary/scans',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'key-12345678' },
      requestContext: { requestId: 'request-1' },
      body: '{"challenge":1}',
    };
    const script = `const { handler } = await import(${JSON.stringify(bundle?.file)});
      process.stdout.write(JSON.stringify(await handler(${JSON.stringify(event)}, {})));`;
    const answer = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
      env: {
        AWS_REGION: 'cn-north-1',
        ITINERARY_TABLE: 'itinerary',
        CODE_SECRET: 'secret'.repeat(10),
        CARRIER_URLS: '{}',
      },
    });
    const { statusCode, body } = JSON.parse(answer) as { statusCode: number; body: string };
    expect(statusCode).toBe(400);
    expect(JSON.parse(body)).toMatchObject({
      code: 'invalid-input',
      fields: [{ path: 'challenge', reason: 'type' }],
    });
  });
});
