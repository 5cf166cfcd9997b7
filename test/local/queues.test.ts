import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, describe, expect, it } from 'vitest';
import { deliveryQueueAt } from '../../functions/adapters/delivery-queue.ts';
import type { Delivery } from '../../functions/adapters/notices-items.ts';
import { openGateway } from '../../local/gateway/gateway.ts';
import { type Queues, startQueues } from '../../local/queues/queues.ts';
import { openStorage, type Storage } from '../../local/storage/storage.ts';
import type { FunctionView, QueueMappingView, QueueView, RoleView } from '../../local/template/views.ts';
import { temporaryFolders } from './temporary-folders.ts';

const newFolder = temporaryFolders();
const arnOf = (name: string) => `arn:aws:sqs:us-east-1:000000000000:${name}`;
const queue = (name: string, change: Partial<QueueView> = {}): QueueView => ({
  id: `test/${name}`,
  name,
  arn: arnOf(name),
  url: `https://sqs.us-east-1.amazonaws.com/000000000000/${name}`,
  fifo: false,
  visibilityTimeoutSeconds: 1,
  redrive: undefined,
  ...change,
});
const work = queue('work', { redrive: { deadLetterTargetArn: arnOf('dead'), maxReceiveCount: 2 } });
const template = { buckets: [], queues: [queue('dead'), work], bucketDeployments: [], region: 'us-east-1' };
const mapping: QueueMappingView = {
  id: 'test/Mapping',
  functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:worker',
  queueName: 'work',
  queueArn: work.arn,
  batchSize: 10,
  reportsBatchItemFailures: true,
  maximumConcurrency: 2,
};
const worker: FunctionView = {
  id: 'test/Worker',
  name: 'worker',
  arn: mapping.functionArn,
  handler: 'index.handler',
  folder: '/',
  environment: {},
  timeoutSeconds: 1,
  memoryMb: 128,
  roleArn: 'arn:aws:iam::000000000000:role/worker',
};
const role = (actions: string[]): RoleView => ({
  id: 'test/WorkerRole',
  name: 'worker',
  arn: worker.roleArn,
  statements: [
    {
      sid: undefined,
      effect: 'Allow',
      actions,
      notActions: [],
      resources: [work.arn],
      notResources: [],
      conditions: {},
    },
  ],
});
const receiving = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];

const running: { queues?: Queues; storage: Storage }[] = [];
afterEach(async () => {
  for (const { queues, storage } of running.splice(0)) {
    await queues?.close();
    await storage.close();
  }
});

interface Event {
  Records: { messageId: string; body: string; attributes: Record<string, string>; eventSourceARN: string }[];
}
type Worker = (event: Event) => Promise<unknown>;

async function platform(worker_: Worker | undefined, folder = newFolder()) {
  mkdirSync(join(folder, 'storage'), { recursive: true });
  const storage = await openStorage(join(folder, 'storage'), template);
  const queues =
    worker_ &&
    startQueues({
      mappings: [mapping],
      functions: [worker],
      roles: [role(receiving)],
      region: 'us-east-1',
      sqs: storage.sqs,
      invoke: async (_arn, event) => {
        try {
          return { payload: (await worker_(event as Event)) ?? null };
        } catch {
          return { payload: null, functionError: 'Unhandled' };
        }
      },
      warn: () => undefined,
    });
  const part = { storage, ...(queues ? { queues } : {}) };
  running.push(part);
  const dead = async () =>
    (await storage.sqs.receive('dead', 10, AbortSignal.timeout(5_000))).map(({ Body }) => Body);
  return { ...part, folder, dead };
}

describe('A queue with a function', () => {
  it('brings each message as Lambda would, and deletes what was handled', async () => {
    const seen: Event['Records'] = [];
    const { storage, dead } = await platform(async ({ Records }) => void seen.push(...Records));
    for (const body of ['a', 'b', 'c']) await storage.sendToQueue(work.arn, body);
    await expect.poll(() => seen.map(({ body }) => body).sort(), { timeout: 5_000 }).toEqual(['a', 'b', 'c']);
    expect(seen[0]).toMatchObject({
      eventSourceARN: work.arn,
      attributes: { ApproximateReceiveCount: '1' },
    });
    await new Promise((later) => setTimeout(later, 2_200));
    expect(seen).toHaveLength(3);
    expect(await dead()).toEqual([]);
  });

  it('brings again what was reported as failed, and nothing else, until the dead letters have it', async () => {
    const seen: string[] = [];
    const { storage, dead } = await platform(async ({ Records }) => {
      seen.push(...Records.map(({ body }) => body));
      const bad = Records.filter(({ body }) => body === 'bad');
      return { batchItemFailures: bad.map(({ messageId }) => ({ itemIdentifier: messageId })) };
    });
    for (const body of ['good', 'bad']) await storage.sendToQueue(work.arn, body);
    await expect.poll(dead, { timeout: 10_000 }).toEqual(['bad']);
    expect(seen.filter((body) => body === 'bad')).toHaveLength(2);
    expect(seen.filter((body) => body === 'good')).toHaveLength(1);
  });

  it('takes a function that throws, or reports nonsense, for one that handled nothing', async () => {
    let calls = 0;
    const { storage, dead } = await platform(async () => {
      calls += 1;
      if (calls === 1) throw new Error('out of order');
      return { batchItemFailures: [{ itemIdentifier: 'no-such-message' }] };
    });
    await storage.sendToQueue(work.arn, 'a');
    await expect.poll(dead, { timeout: 10_000 }).toEqual(['a']);
    expect(calls).toBe(2);
  });

  it('keeps what is in it over a restart, also what was received and not handled', async () => {
    const first = await platform(() => new Promise(() => undefined));
    await first.storage.sendToQueue(work.arn, 'received');
    await new Promise((later) => setTimeout(later, 300));
    await first.storage.sendToQueue(work.arn, 'waiting');
    await first.storage.close();
    running.pop();
    const seen = new Set<string>();
    await platform(async ({ Records }) => {
      for (const { body } of Records) seen.add(body);
    }, first.folder);
    await expect.poll(() => [...seen].sort(), { timeout: 10_000 }).toEqual(['received', 'waiting']);
  });

  it('is refused where the function’s role does not let it receive', async () => {
    const { storage } = await platform(undefined);
    expect(() =>
      startQueues({
        mappings: [mapping],
        functions: [worker],
        roles: [role(['sqs:ReceiveMessage'])],
        region: 'us-east-1',
        sqs: storage.sqs,
        invoke: async () => ({ payload: null }),
        warn: () => undefined,
      }),
    ).toThrow('needs sqs:DeleteMessage');
  });
});

describe('A function at the gateway', () => {
  const delivery: Delivery = {
    inbox: 'ROLE#auditor',
    sub: 'auditor-1',
    channel: 'sms',
    language: 'zh',
    about: { testId: 'test-1' },
  };

  async function queueFor(actions: string[], folder = newFolder()) {
    const { storage, dead } = await platform(undefined, folder);
    const gateway = await openGateway({
      dynamoDbUrl: 'http://127.0.0.1:9',
      tables: [],
      functions: [worker],
      roles: [role(actions)],
      queues: template.queues,
      sqsUrl: storage.sqsUrl,
      region: 'us-east-1',
      stepFunctions: { handle: async () => ({ status: 500, body: {} }) },
    });
    const { AWS_ACCESS_KEY_ID: accessKeyId = '' } = gateway.environmentOf('worker');
    const credentials = { accessKeyId, secretAccessKey: 'local' };
    const client = new SQSClient({
      endpoint: gateway.url,
      region: 'us-east-1',
      credentials,
      useQueueUrlAsEndpoint: false,
      maxAttempts: 1,
    });
    const received = () => storage.sqs.receive('work', 10, AbortSignal.timeout(5_000));
    const at = (url: string) => deliveryQueueAt(client, url, template.queues[0]?.url);
    return { gateway, queue: at(work.url), at, received, dead };
  }

  it('puts messages in, now or later, where its role lets it send, and nowhere else', async () => {
    const { gateway, queue: mine, at, received } = await queueFor(['sqs:SendMessage']);
    await mine.add(Array.from({ length: 12 }, () => delivery));
    const bodies = [...(await received()), ...(await received())].map(({ Body }) => JSON.parse(Body));
    expect(bodies).toHaveLength(12);
    expect(bodies[0]).toEqual(delivery);
    await mine.addLater(delivery, 60_000);
    await expect(mine.giveUp(delivery, 'refused')).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await expect(mine.hide('handle', 10)).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await expect(
      at('https://sqs.us-east-1.amazonaws.com/000000000000/other').add([delivery]),
    ).rejects.toThrow('does not exist');
    await gateway.close();
  });

  it('hides a message for as long as it says', async () => {
    const {
      gateway,
      queue: mine,
      received,
    } = await queueFor(['sqs:SendMessage', 'sqs:ChangeMessageVisibility']);
    await mine.add([delivery]);
    const [first] = await received();
    await mine.hide(first?.ReceiptHandle ?? '', 3);
    await new Promise((later) => setTimeout(later, 1_200));
    expect(await received()).toEqual([]);
    await expect.poll(async () => (await received()).length, { timeout: 6_000 }).toBe(1);
    await gateway.close();
  });
});
