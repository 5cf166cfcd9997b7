import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { sealChallenge } from '../../functions/adapters/challenge.ts';
import { deriveCodeKeys } from '../../functions/adapters/code-keys.ts';
import { environmentCredentials, lazyBuiltins } from '../../infra/bundle-plugins.ts';
import { buildBundles } from '../../infra/bundles.ts';
import { httpEvent } from '../builders/http-calls.ts';

const SECRET = 'a-secret-of-the-benchmark-and-of-nothing-else';
export const TABLE = 'bench-itinerary';

/** What a function of the scan, or the bare SDK, finds in its environment. */
export function environment(dynamoDbUrl: string): Record<string, string> {
  return {
    ITINERARY_TABLE: TABLE,
    CODE_SECRET: SECRET,
    // No carrier answers here: what a carrier takes is its own, and neither side asks one.
    CARRIER_URLS: '{"none":"http://127.0.0.1:9"}',
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'bench',
    AWS_SECRET_ACCESS_KEY: 'bench',
    AWS_ENDPOINT_URL_DYNAMODB: dynamoDbUrl,
  };
}

/** The scan that deploys, and next to it the SDK alone putting an item of the same size. Both export `handler`. */
export interface Sides {
  scan: string;
  bare: string;
  /** The SDK alone once more, with the plugins that the scan is bundled with: how light a scan could be at best. */
  lean: string;
}

/** Builds both sides into a folder. The bare one is bundled and minified the usual way, without our plugins. */
export async function buildSides(folder: string): Promise<Sides> {
  const [scan] = await buildBundles({ outdir: folder, only: ['scan'] });
  if (!scan) throw new Error('the scan has a bundle');
  const bare = await buildPut(join(folder, 'bare.mjs'), {
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
  const lean = await buildPut(join(folder, 'lean.mjs'), { plugins: [lazyBuiltins, environmentCredentials] });
  return { scan: scan.file, bare, lean };
}

async function buildPut(outfile: string, options: BuildOptions): Promise<string> {
  await build({
    stdin: { contents: BARE, resolveDir: new URL('../..', import.meta.url).pathname, loader: 'js' },
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    minify: true,
    ...options,
  });
  return outfile;
}

/** The least that stores a scan: the row as a plain item, written by the same conditional put. */
const BARE = `
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
const client = new DynamoDBClient({});
export async function handler({ item }) {
  await client.send(new PutItemCommand({
    TableName: process.env.ITINERARY_TABLE,
    Item: item,
    ConditionExpression: 'attribute_not_exists(pk)',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  }));
  return { statusCode: 200 };
}
`;

/** A new scan as API Gateway hands it to the Lambda. */
export function scanEvent(now: Date = new Date()): object {
  const challenge = sealChallenge(
    deriveCodeKeys(SECRET),
    {
      scanId: randomBytes(16).toString('base64url'),
      venue: { venueId: '0000000000', name: '示例电子厂 1 号门', kind: 'enterprise' },
      phoneNumber: '19900000001',
      carrier: 'unavailable',
      carrierChallenge: '',
      expiresAt: new Date(now.getTime() + 300_000).toISOString(),
    },
    randomBytes,
  );
  return httpEvent('recordScan', undefined, { body: { challenge } });
}

/** The same for the bare side: a row with as many attributes and bytes as a stored scan. */
export function bareEvent(row: Record<string, unknown>): object {
  const scanId = randomBytes(16).toString('base64url');
  return { item: { ...row, pk: { S: `SCAN#${scanId}` }, scanId: { S: scanId } } };
}
