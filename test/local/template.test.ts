import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CfnResource, aws_sns as sns } from 'aws-cdk-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateSecret } from '../../local/template/generate-secret.ts';
import { readTemplate } from '../../local/template/read-template.ts';
import type { Template } from '../../local/template/views.ts';
import { synthesizeFixture } from './fixture-app.ts';

const ISSUER = 'https://identity.example';
const folder = mkdtempSync(join(tmpdir(), 'fugong-template-'));
let template: Template;

beforeAll(async () => {
  const { assembly } = await synthesizeFixture(folder, ISSUER);
  template = readTemplate({ assembly, secretValue: ({ name }) => `value of ${name}` });
});
afterAll(() => rmSync(folder, { recursive: true }));

function only<T>(list: readonly T[]): T {
  const [first, ...others] = list;
  if (first === undefined || others.length > 0) throw new Error(`One was expected, not ${list.length}.`);
  return first;
}

describe('the template as the local platform reads it', () => {
  it('names tables with keys, indexes, stream and expiry', () => {
    const notes = template.tables.find(({ name }) => name === 'fixture-notes');
    expect(notes).toMatchObject({
      arn: 'arn:aws:dynamodb:us-east-1:000000000000:table/fixture-notes',
      keySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      globalIndexes: [{ IndexName: 'byAuthor', Projection: { ProjectionType: 'ALL' } }],
      streamViewType: 'NEW_AND_OLD_IMAGES',
      expiryAttribute: 'expiresAt',
    });
    expect(template.tables).toHaveLength(2);
  });

  it('gives functions their bundle and environment across stacks, and leaves out those of the deployment', () => {
    expect(template.functions.map(({ name }) => name).sort()).toEqual(['fixture-clerk', 'fixture-copier']);
    const clerk = template.functions.find(({ name }) => name === 'fixture-clerk');
    expect(clerk?.environment).toEqual({
      NOTES_TABLE: 'fixture-notes',
      CODE_SECRET: `value of ${only(template.secrets).name}`,
      REVIEW_ARN: only(template.stateMachines).arn,
    });
    expect(readdirSync(clerk?.folder ?? '')).toEqual(['index.mjs']);
    expect(clerk).toMatchObject({ handler: 'index.handler', timeoutSeconds: 3, memoryMb: 256 });
  });

  it('joins an event source mapping to table, function and dead-letter queue', () => {
    expect(only(template.eventSourceMappings)).toMatchObject({
      tableName: 'fixture-notes',
      functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:fixture-copier',
      batchSize: 50,
      bisectOnError: true,
      maximumRetryAttempts: 2,
      onFailureQueueArn: only(template.queues).arn,
    });
  });

  it('gives each route its function, authorizer and throttle', () => {
    const { routes, stage } = only(template.httpApis);
    expect(stage).toBe('$default');
    expect(routes.find(({ routeKey }) => routeKey === 'PUT /api/notes/{noteId}')).toMatchObject({
      functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:fixture-clerk',
      authorizer: { issuer: ISSUER, audiences: ['fixture-api'], header: 'authorization' },
      throttle: { ratePerSecond: 500, burst: 1_000 },
    });
    expect(routes.find(({ routeKey }) => routeKey === 'GET /api/environment')?.authorizer).toBeUndefined();
  });

  it('puts substitutions into the definition of a state machine', () => {
    const { definition } = only(template.stateMachines);
    expect(JSON.parse(definition)).toMatchObject({ States: { Ask: { Comment: 'asks the clerk' } } });
  });

  it('collects the statements of a role from its policies', () => {
    const clerk = template.functions.find(({ name }) => name === 'fixture-clerk');
    const role = template.roles.find(({ arn }) => arn === clerk?.roleArn);
    expect(role?.statements.map(({ actions, resources }) => [actions, resources])).toEqual([
      [['dynamodb:PutItem'], ['arn:aws:dynamodb:us-east-1:000000000000:table/fixture-notes']],
      [['dynamodb:Query'], ['arn:aws:dynamodb:us-east-1:000000000000:table/fixture-notes/index/*']],
    ]);
  });

  it('ties origins to the bucket and the API behind them, and reads headers and viewer functions', () => {
    const { origins, behaviors } = only(template.distributions);
    const [apiBehavior, defaultBehavior] = behaviors;
    expect(behaviors.map(({ pathPattern }) => pathPattern)).toEqual(['/api/*', '*']);
    expect(origins.find(({ id }) => id === apiBehavior?.originId)?.httpApiId).toBe(
      only(template.httpApis).apiId,
    );
    expect(origins.find(({ id }) => id === defaultBehavior?.originId)?.bucketName).toBe(
      only(template.buckets).name,
    );
    expect(defaultBehavior?.functions).toEqual([
      { eventType: 'viewer-request', functionArn: only(template.cloudFrontFunctions).arn },
    ]);
    expect(only(template.responseHeadersPolicies).headers).toEqual([
      { name: 'content-security-policy', value: "default-src 'self'", override: true },
      { name: 'x-content-type-options', value: 'nosniff', override: true },
      { name: 'x-zone', value: '410173', override: false },
    ]);
  });

  it('knows the folders of a bucket deployment and the values of its markers', () => {
    const { sources, bucketName } = only(template.bucketDeployments);
    expect(bucketName).toBe(only(template.buckets).name);
    expect(Object.values(sources[1]?.markers ?? {}).sort()).toEqual(
      ['aws', template.outputs['fixture-service.Endpoint']].sort(),
    );
  });

  it('can pretend to be in China', () => {
    const { functions } = readTemplate({
      assembly: join(folder, 'cdk.out'),
      partition: 'aws-cn',
      region: 'cn-north-1',
      secretValue: () => 'secret',
    });
    expect(functions[0]?.arn).toMatch(/^arn:aws-cn:lambda:cn-north-1:/);
  });
});

describe('what the local platform cannot do', () => {
  const folders: string[] = [];
  afterAll(() =>
    folders.forEach((path) => {
      rmSync(path, { recursive: true });
    }),
  );

  async function reading(change: Parameters<typeof synthesizeFixture>[2]): Promise<() => Template> {
    const own = mkdtempSync(join(tmpdir(), 'fugong-template-'));
    folders.push(own);
    const { assembly } = await synthesizeFixture(own, ISSUER, change);
    return () => readTemplate({ assembly, secretValue: () => 'secret' });
  }

  it('is refused with the type, when it is a resource', async () => {
    const read = await reading((stack) => new CfnResource(stack, 'Train', { type: 'AWS::Rail::Train' }));
    expect(read).toThrow('does not know the resource type AWS::Rail::Train (fixture-service/Train)');
  });

  it('is refused with the resource and property, when it is a property', async () => {
    const read = await reading(
      (stack) =>
        new CfnResource(stack, 'Odd', {
          type: 'AWS::SQS::Queue',
          properties: { RedriveAllowPolicy: { redrivePermission: 'denyAll' } },
        }),
    );
    expect(read).toThrow(/fixture-service\/Odd \(AWS::SQS::Queue\).*RedriveAllowPolicy/);
  });

  it('does not matter for types without local meaning', async () => {
    const read = await reading((stack) => new sns.Topic(stack, 'Alarms', { fifo: true }));
    expect(read).not.toThrow();
  });
});

describe('a generated secret', () => {
  it('has the length and the characters that the rule allows', () => {
    const rule = {
      length: 40,
      excludeCharacters: 'aeiou',
      excludePunctuation: true,
      excludeUppercase: true,
      excludeLowercase: false,
      excludeNumbers: false,
      includeSpace: false,
      requireEachIncludedType: true,
      template: undefined,
      key: undefined,
    };
    const secrets = Array.from({ length: 50 }, () => generateSecret(rule));
    for (const secret of secrets) expect(secret).toMatch(/^(?=.*\d)(?=.*[a-z])[bcdfghj-np-tv-z0-9]{40}$/);
    expect(new Set(secrets).size).toBe(50);
    const inJson = generateSecret({ ...rule, template: '{"user":"zone"}', key: 'password' });
    expect(JSON.parse(inJson)).toEqual({ user: 'zone', password: expect.stringMatching(/^.{40}$/) });
  });
});
