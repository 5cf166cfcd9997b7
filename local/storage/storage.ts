import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { type FauxqsServer, startFauxqs } from 'fauxqs';
import { type Sqs, sqsAt } from '../queues/sqs.ts';
import type { BucketDeploymentView, BucketView, QueueView } from '../template/views.ts';

const CONTENT_TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
};

/** Buckets and queues of the template, behind the services' own protocols. */
export interface Storage {
  /** Where S3 answers, path style: `<url>/<bucket>/<key>`. */
  s3Url: string;
  /** Where SQS answers. */
  sqsUrl: string;
  sqs: Sqs;
  sendToQueue(queueArn: string, body: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts S3 and SQS, makes the template's buckets and queues, and puts the deployments' files into their buckets.
 * @param folder where both keep their data
 */
export async function openStorage(
  folder: string,
  template: {
    buckets: readonly BucketView[];
    queues: readonly QueueView[];
    bucketDeployments: readonly BucketDeploymentView[];
    region: string;
  },
): Promise<Storage> {
  const server: FauxqsServer = await startFauxqs({
    port: 0,
    host: '127.0.0.1',
    logger: false,
    defaultRegion: template.region,
    dataDir: folder,
  });
  const s3Url = `http://127.0.0.1:${server.port}`;
  for (const { name } of template.buckets) server.createBucket(name);
  const sqs = sqsAt(s3Url);
  for (const queue of template.queues) {
    const attributes = attributesOf(queue);
    // Made anew, a queue would lose what an earlier start left in it.
    if (server.inspectQueue(queue.name)) await sqs.setAttributes(queue.name, attributes);
    else
      server.createQueue(queue.name, {
        attributes: queue.fifo ? { ...attributes, FifoQueue: 'true' } : attributes,
      });
  }
  for (const deployment of template.bucketDeployments) await deploy(s3Url, deployment);
  return {
    s3Url,
    sqsUrl: s3Url,
    sqs,
    sendToQueue: async (queueArn, body) => {
      server.sendMessage(queueArn.split(':').at(-1) ?? '', body);
    },
    close: () => server.stop(),
  };
}

/** The attributes of a queue that have a meaning here, in the words of SQS. */
function attributesOf({ visibilityTimeoutSeconds, redrive }: QueueView): Record<string, string> {
  return {
    VisibilityTimeout: String(visibilityTimeoutSeconds),
    ...(redrive ? { RedrivePolicy: JSON.stringify(redrive) } : {}),
  };
}

/** Puts the files of a deployment into its bucket, later sources over earlier ones. */
async function deploy(
  s3Url: string,
  { bucketName, prefix, sources, metadata, include, exclude }: BucketDeploymentView,
): Promise<void> {
  for (const { folder, markers } of sources) {
    const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) =>
      entry.isFile(),
    );
    const keys = files
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
      .filter((key) => isWanted(key, include, exclude));
    await Promise.all(
      keys.map(async (key) => {
        let content: Buffer = await readFile(join(folder, key));
        for (const [marker, value] of Object.entries(markers))
          content = Buffer.from(content.toString().replaceAll(marker, value));
        const response = await fetch(`${s3Url}/${bucketName}/${prefix}${key}`, {
          method: 'PUT',
          headers: { 'content-type': CONTENT_TYPES[extname(key)] ?? 'application/octet-stream', ...metadata },
          body: new Uint8Array(content),
        });
        if (!response.ok) throw new Error(`S3 did not take ${key}: ${response.status}`);
      }),
    );
  }
}

/** The AWS CLI's filters: everything, less what `exclude` names, and again what `include` names. */
function isWanted(key: string, include: readonly string[], exclude: readonly string[]): boolean {
  const matches = (pattern: string) =>
    new RegExp(
      `^${pattern
        .replace(/[.+^${}()|[\]\\]/g, '\\$&')
        .replaceAll('*', '.*')
        .replaceAll('?', '.')}$`,
    ).test(key);
  return !exclude.some(matches) || include.some(matches);
}
