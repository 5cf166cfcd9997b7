import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import {
  BatchGetItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { SendTaskSuccessCommand, SFNClient } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exchange } from '../../local/dynamodb/wire.ts';
import { openGateway } from '../../local/gateway/gateway.ts';
import { clientFor, type RunningFixture, runFixture } from './running-fixture.ts';
import { listening } from './served-api.ts';
import { temporaryFolders } from './temporary-folders.ts';

const newFolder = temporaryFolders();
let fixture: RunningFixture;
let owner: DynamoDBClient;
beforeAll(async () => {
  fixture = await runFixture(newFolder());
  owner = clientFor(fixture.database.url, 'owner');
});
afterAll(() => fixture.stop());

/** A client with the credentials of a function, at the fixture.gateway. */
function asFunction(name: string): DynamoDBClient {
  return clientFor(fixture.gateway.url, fixture.gateway.environmentOf(name)['AWS_ACCESS_KEY_ID'] ?? '');
}

async function call(method: string, path: string, body = ''): Promise<{ status: number; text: string }> {
  const token = await fixture.token('enterprise-1');
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'text/plain' };
  const response = await fetch(fixture.api + path, { method, headers, ...(body !== '' && { body }) });
  return { status: response.status, text: await response.text() };
}

async function stored(id: string): Promise<unknown> {
  const key = { TableName: 'fixture-notes', Key: { pk: { S: `NOTE#${id}` }, sk: { S: 'NOTE' } } };
  return (await owner.send(new GetItemCommand({ ...key, ConsistentRead: true }))).Item;
}

async function copied(id: string): Promise<boolean> {
  const TableName = fixture.template.tables.find(({ name }) => name !== 'fixture-notes')?.name;
  return (
    (await owner.send(new GetItemCommand({ TableName, Key: { pk: { S: `NOTE#${id}` } } }))).Item !== undefined
  );
}

describe('the way of a request through the template', () => {
  it('leads from the API through authorizer, function and gateway into the table, and by the stream on', async () => {
    expect(await call('PUT', '/api/notes/first', 'mask supplies')).toEqual({
      status: 201,
      text: 'enterprise-1',
    });
    const answered = performance.now();
    expect(await stored('first')).toMatchObject({ text: { S: 'mask supplies' } });
    await expect.poll(() => copied('first'), { interval: 10 }).toBe(true);
    // Loading the consumer counts in here; see the streams' own test for the latency.
    expect(performance.now() - answered).toBeLessThan(3_000);
  });

  it('ends at the authorizer without a token', async () => {
    const response = await fetch(`${fixture.api}/api/notes/stranger`, { method: 'PUT', body: 'x' });
    expect(response.status).toBe(401);
    expect(await stored('stranger')).toBeUndefined();
  });

  it('shows a function its own environment only, with secrets resolved and the local time', async () => {
    fixture.clock[0] = Date.parse('2020-02-21T01:00:00.000Z') - Date.now();
    const { text } = await call('GET', '/api/environment');
    const { environment, now } = JSON.parse(text) as { environment: Record<string, string>; now: string };
    expect(now).toMatch(/^2020-02-21T01:00:0/);
    expect(environment['CODE_SECRET']).toBe('secret of the fixture');
    expect(
      Object.keys(environment)
        .filter((name) => !name.startsWith('AWS_'))
        .sort(),
    ).toEqual(['CODE_SECRET', 'NOTES_TABLE', 'REVIEW_ARN']);
  });

  it('delivers the next record after a poison one, which ends in the queue', async () => {
    await call('PUT', '/api/notes/poison', 'x');
    await call('PUT', '/api/notes/after', 'x');
    await expect.poll(() => copied('after'), { timeout: 5_000 }).toBe(true);
    expect(await copied('poison')).toBe(false);
    await fixture.streams.idle();
    expect(fixture.deadLetters.map(([queueArn]) => queueArn)).toEqual([
      'arn:aws:sqs:us-east-1:000000000000:fixture-dead-letters',
    ]);
  });
});

describe('the gateway', () => {
  it('refuses an action that the role does not allow, in the words of AWS, and nothing changes', async () => {
    await call('PUT', '/api/notes/kept', 'x');
    const { text } = await call('DELETE', '/api/notes/kept');
    const { name, message } = JSON.parse(text) as Record<string, string>;
    expect(name).toBe('AccessDeniedException');
    expect(message).toMatch(
      /^User: arn:aws:sts::000000000000:assumed-role\/.+\/fixture-clerk is not authorized to perform: dynamodb:DeleteItem on resource: arn:aws:dynamodb:us-east-1:000000000000:table\/fixture-notes because/,
    );
    expect(await stored('kept')).toBeDefined();
  });

  it('refuses a whole transaction for one action in it, and writes nothing of it', async () => {
    const refused = await call('POST', '/api/notes/pair-1/pair', 'with-delete');
    expect(refused.text).toContain('dynamodb:DeleteItem');
    expect(await stored('pair-1')).toBeUndefined();
    expect(await call('POST', '/api/notes/pair-2/pair')).toEqual({ status: 200, text: 'done' });
    expect(await stored('pair-2')).toBeDefined();
  });

  it('keeps functions out of tables, indexes and operations that are not theirs', async () => {
    const [notes, copies] = [
      'fixture-notes',
      fixture.template.tables.find(({ name }) => name !== 'fixture-notes')?.name,
    ];
    const Item = { pk: { S: 'NOTE#x' }, sk: { S: 'NOTE' } };
    const clerk = asFunction('fixture-clerk');
    const copier = asFunction('fixture-copier');
    const denied = { name: 'AccessDeniedException' };
    await expect(copier.send(new PutItemCommand({ TableName: notes, Item }))).rejects.toMatchObject(denied);
    await expect(clerk.send(new PutItemCommand({ TableName: copies, Item }))).rejects.toMatchObject(denied);
    await expect(clerk.send(new ScanCommand({ TableName: notes }))).rejects.toMatchObject(denied);
    const reading = new BatchGetItemCommand({ RequestItems: { [notes ?? '']: { Keys: [Item] } } });
    await expect(clerk.send(reading)).rejects.toMatchObject(denied);
    const byAuthor = {
      TableName: notes,
      KeyConditionExpression: 'author = :author',
      ExpressionAttributeValues: { ':author': { S: 'li' } },
    };
    await expect(clerk.send(new QueryCommand(byAuthor))).rejects.toMatchObject(denied);
    expect((await clerk.send(new QueryCommand({ ...byAuthor, IndexName: 'byAuthor' }))).Count).toBe(0);
  });

  it('passes on the words of the database about what is allowed', async () => {
    const clerk = asFunction('fixture-clerk');
    const Item = { pk: { S: 'NOTE#once' }, sk: { S: 'NOTE' } };
    const once = { TableName: 'fixture-notes', Item, ConditionExpression: 'attribute_not_exists(pk)' };
    await clerk.send(new PutItemCommand(once));
    const again = clerk.send(new PutItemCommand({ ...once, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }));
    await expect(again).rejects.toMatchObject({ name: 'ConditionalCheckFailedException', Item });
  });

  it('does not know a caller without credentials of a function', async () => {
    const stranger = clientFor(fixture.gateway.url, 'AKIASTRANGER');
    const request = new PutItemCommand({
      TableName: 'fixture-notes',
      Item: { pk: { S: 'x' }, sk: { S: 'x' } },
    });
    await expect(stranger.send(request)).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
  });

  it('lets nobody start or answer a workflow without the right to it', async () => {
    const { text } = await call('POST', '/api/reviews');
    expect(text).toContain(
      'states:StartExecution on resource: arn:aws:states:us-east-1:000000000000:stateMachine:',
    );
    const { AWS_ACCESS_KEY_ID: accessKeyId = '' } = fixture.gateway.environmentOf('fixture-clerk');
    const credentials = { accessKeyId, secretAccessKey: 'local' };
    const workflows = new SFNClient({ endpoint: fixture.gateway.url, region: 'us-east-1', credentials });
    await expect(
      workflows.send(new SendTaskSuccessCommand({ taskToken: 'token', output: '{}' })),
    ).rejects.toMatchObject({ name: 'AccessDeniedException' });
    expect(fixture.engineCalls).toEqual([]);
  });

  it('hands requests to the engine when the role allows them', async () => {
    const [clerk, copier] = fixture.template.functions;
    const [machine] = fixture.template.stateMachines;
    if (!clerk || !copier || !machine) throw new Error('The fixture has functions and a state machine.');
    const may = (actions: string[]) => ({
      sid: undefined,
      effect: 'Allow' as const,
      actions,
      notActions: [],
      resources: [machine.arn],
      notResources: [],
      conditions: {},
    });
    const statements = [may(['states:StartExecution', 'states:SendTaskSuccess'])];
    const other = await openGateway({
      ...fixture.template,
      dynamoDbUrl: fixture.database.url,
      sqsUrl: fixture.database.url,
      roles: fixture.template.roles.map((role) => ({ ...role, statements })),
      stepFunctions: {
        handle: async (target, body) => {
          fixture.engineCalls.push([target, body]);
          return { status: 400, body: { __type: 'TaskTimedOut', message: 'Too late.' } };
        },
      },
    });
    const { AWS_ACCESS_KEY_ID: accessKeyId = '' } = other.environmentOf(clerk.name);
    const credentials = { accessKeyId, secretAccessKey: 'local' };
    const workflows = new SFNClient({ endpoint: other.url, region: 'us-east-1', credentials });
    await expect(
      workflows.send(new SendTaskSuccessCommand({ taskToken: 'token', output: '{}' })),
    ).rejects.toMatchObject({ name: 'TaskTimedOut' });
    expect(fixture.engineCalls).toEqual([
      ['AWSStepFunctions.SendTaskSuccess', { taskToken: 'token', output: '{}' }],
    ]);
    await other.close();
  });

  it('reads a written item after a transaction before it answers, because the database may still lose it', async () => {
    const targets: string[] = [];
    const watched = await listening(
      createServer(async (request, response) => {
        const target = String(request.headers['x-amz-target']);
        const { status, body } = await exchange(fixture.database.url, target, await buffer(request));
        targets.push(target.replace(/^.*\./, ''));
        response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(body);
      }),
    );
    const stepFunctions = { handle: async () => ({ status: 500, body: {} }) };
    const other = await openGateway({
      ...fixture.template,
      dynamoDbUrl: watched,
      sqsUrl: watched,
      stepFunctions,
    });
    const clerk = clientFor(other.url, other.environmentOf('fixture-clerk')['AWS_ACCESS_KEY_ID'] ?? '');
    const Put = {
      TableName: 'fixture-notes',
      Item: { pk: { S: 'NOTE#settled' }, sk: { S: 'NOTE' } },
      ConditionExpression: 'attribute_not_exists(pk)',
    };
    const transaction = new TransactWriteItemsCommand({ TransactItems: [{ Put }] });
    await clerk.send(transaction);
    expect(targets).toEqual(['TransactWriteItems', 'GetItem']);
    const again = new TransactWriteItemsCommand({ TransactItems: [{ Put }] });
    await expect(clerk.send(again)).rejects.toMatchObject({ name: 'TransactionCanceledException' });
    expect(targets.slice(2)).toEqual(['TransactWriteItems']);
    await other.close();
  });
});
