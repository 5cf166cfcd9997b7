import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { objectGrants } from '../../infra/permissions.ts';
import { compilePermissions } from '../../local/gateway/permissions.ts';
import { OBJECTS_PATH, openObjects } from '../../local/objects/objects.ts';
import type { BucketView } from '../../local/template/views.ts';
import { sha256Of } from './files.ts';

/** The bucket of attachments as the local platform serves it, for functions that sign with the key `test`. */
export interface BucketUnderTest {
  /** What `ATTACHMENTS_URL` says. */
  url: string;
  /** Writes a new version of an object past all addresses and rules, as someone with the bucket's keys could. */
  overwrite(key: string, content: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/** @param now time by which signatures run out; the faked clock when not given */
export async function openBucket(now: () => Date = () => new Date()): Promise<BucketUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), 'fugong-bucket-'));
  const arn = 'arn:aws:s3:::attachments';
  const statement = {
    sid: undefined,
    effect: 'Allow' as const,
    actions: Object.values(objectGrants).flatMap((actions) => actions.map((action) => `s3:${action}`)),
    notActions: [],
    resources: [`${arn}/*`],
    notResources: [],
    conditions: {},
  };
  const signer = { secret: 'test', permissions: compilePermissions([statement]) };
  const buckets: BucketView[] = [
    { id: 'test/attachments', name: 'attachments', arn, domainNames: [], versioned: true, cors: [] },
  ];
  const objects = openObjects({
    folder,
    buckets,
    signerOf: (keyId) => (keyId === 'test' ? signer : undefined),
    now,
  });
  const server = createServer((request, response) => void objects.handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${OBJECTS_PATH}/attachments`,
    overwrite: (key, content) => objects.put('attachments', key, Buffer.from(content)),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      objects.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What an enterprise says of a file before it sends it. */
export function announcement(evidenceId: string, name: string, type: string, content: Uint8Array) {
  return { evidenceId, name, type, size: content.length, sha256: sha256Of(content) };
}
