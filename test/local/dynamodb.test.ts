import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import {
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DynamoDbLocal, startDynamoDb } from '../../local/dynamodb/dynamodb-local.ts';
import { startExpirySweeper } from '../../local/dynamodb/expiry-sweeper.ts';
import { ensureTables } from '../../local/dynamodb/tables.ts';
import { notesTable } from './notes-table.ts';
import { temporaryFolders } from './temporary-folders.ts';

const newFolder = temporaryFolders();

function clientOf({ url }: { url: string }): DynamoDBClient {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return new DynamoDBClient({ endpoint: url, region: 'us-east-1', credentials });
}

function note(id: string, more: Record<string, { S: string } | { N: string }> = {}) {
  return { pk: { S: id }, sk: { S: 'NOTE' }, ...more };
}

async function present(client: DynamoDBClient, id: string): Promise<boolean> {
  const key = { TableName: 'notes', Key: note(id), ConsistentRead: true };
  return (await client.send(new GetItemCommand(key))).Item !== undefined;
}

describe('the local database', () => {
  let database: DynamoDbLocal;
  let client: DynamoDBClient;
  const folder = newFolder();
  beforeAll(async () => {
    database = await startDynamoDb({ folder });
    client = clientOf(database);
    await ensureTables(database.url, [notesTable]);
  });
  afterAll(() => database.stop());

  it('keeps its data when it is stopped and started on the same folder', async () => {
    await client.send(new PutItemCommand({ TableName: 'notes', Item: note('kept') }));
    await database.stop();
    database = await startDynamoDb({ folder });
    client = clientOf(database);
    await ensureTables(database.url, [notesTable]);
    expect(await present(client, 'kept')).toBe(true);
  });

  it('does not turn on the expiry of DynamoDB, which knows only real time', async () => {
    const expired = note('expired-in-real-time', { expiresAt: { N: '1583020800' } });
    await client.send(new PutItemCommand({ TableName: 'notes', Item: expired }));
    await wait(1_000);
    expect(await present(client, 'expired-in-real-time')).toBe(true);
  });

  it('follows indexes that the template adds and removes, and keeps what is stored', async () => {
    const withIndex = {
      ...notesTable,
      attributeDefinitions: [
        ...notesTable.attributeDefinitions,
        { AttributeName: 'author', AttributeType: 'S' as const },
      ],
      globalIndexes: [
        {
          IndexName: 'byAuthor',
          KeySchema: [{ AttributeName: 'author', KeyType: 'HASH' as const }],
          Projection: { ProjectionType: 'ALL' as const },
        },
      ],
    };
    await client.send(
      new PutItemCommand({ TableName: 'notes', Item: note('indexed', { author: { S: 'li' } }) }),
    );
    await ensureTables(database.url, [withIndex]);
    const query = new QueryCommand({
      TableName: 'notes',
      IndexName: 'byAuthor',
      KeyConditionExpression: 'author = :author',
      ExpressionAttributeValues: { ':author': { S: 'li' } },
    });
    expect((await client.send(query)).Count).toBe(1);
    await ensureTables(database.url, [notesTable]);
    await expect(client.send(query)).rejects.toThrow(/index/);
    expect(await present(client, 'indexed')).toBe(true);
  });

  it('refuses a table whose keys differ, with the way out', async () => {
    const other = { ...notesTable, keySchema: notesTable.keySchema.slice(0, 1) };
    await expect(ensureTables(database.url, [other])).rejects.toThrow(/notes has other keys.*--fresh/);
  });

  it('turns on the stream of a table', async () => {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: 'notes' }));
    expect(Table?.StreamSpecification).toEqual({ StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' });
  });

  describe('with items that expire', () => {
    const clock = { now: new Date('2020-02-21T01:00:00.000Z') };
    const seconds = (iso: string) => ({ N: String(Date.parse(iso) / 1_000) });
    const sweeper = () =>
      startExpirySweeper({
        url: database.url,
        tables: [notesTable],
        clock: () => clock.now,
        everyMs: 3_600_000,
      });

    it('deletes them by the local clock, and only them', async () => {
      for (const item of [
        note('scan-1', { expiresAt: seconds('2020-03-06T01:00:00.000Z') }),
        note('scan-2', { expiresAt: seconds('2020-04-06T01:00:00.000Z') }),
        note('mistaken', { expiresAt: { N: '1' } }),
        note('without'),
      ]) {
        await client.send(new PutItemCommand({ TableName: 'notes', Item: item }));
      }
      const { sweep, stop } = sweeper();
      expect(await sweep()).toBe(0);
      clock.now = new Date('2020-03-06T01:00:00.000Z');
      // The note of an earlier test has expired by then too.
      expect(await sweep()).toBe(2);
      expect(await present(client, 'scan-1')).toBe(false);
      expect(await present(client, 'scan-2')).toBe(true);
      expect(await present(client, 'mistaken')).toBe(true);
      expect(await present(client, 'without')).toBe(true);
      await stop();
    });

    it('spares an item whose life is prolonged', async () => {
      const longer = new UpdateItemCommand({
        TableName: 'notes',
        Key: note('scan-2'),
        UpdateExpression: 'SET expiresAt = :later',
        ExpressionAttributeValues: { ':later': seconds('2021-01-01T00:00:00.000Z') },
      });
      await client.send(longer);
      clock.now = new Date('2020-05-01T00:00:00.000Z');
      const { sweep, stop } = sweeper();
      expect(await sweep()).toBe(0);
      expect(await present(client, 'scan-2')).toBe(true);
      await stop();
    });
  });
});

describe('a database left behind', () => {
  const starter = `
    import { startDynamoDb } from ${JSON.stringify(new URL('../../local/dynamodb/dynamodb-local.ts', import.meta.url).href)};
    const { pid } = await startDynamoDb({ folder: process.argv[1] });
    process.stdout.write(String(pid));
    setInterval(() => {}, 1_000);
  `;

  async function startedByAnother(folder: string) {
    const platform = spawn(process.execPath, ['--input-type=module', '-e', starter, folder]);
    const [pid] = (await once(platform.stdout, 'data')) as [Buffer];
    return { platform, database: Number(pid.toString()) };
  }

  function isListed(pid: number): boolean {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  }

  it('is not touched while its platform runs, and ended when that was killed', async () => {
    const folder = newFolder();
    const { platform, database } = await startedByAnother(folder);
    await expect(startDynamoDb({ folder })).rejects.toThrow(`running platform (process ${platform.pid})`);
    platform.kill('SIGKILL');
    await once(platform, 'exit');
    expect(isListed(database)).toBe(true);

    let told = (_sentence: string) => {};
    const sentence = new Promise<string>((resolve) => {
      told = resolve;
    });
    const next = await startDynamoDb({ folder, onUnexpectedExit: (text) => told(text) });
    // Its last trace goes when the system has fetched it, as nobody else is left to.
    await expect.poll(() => isListed(database), { timeout: 10_000 }).toBe(false);
    await ensureTables(next.url, [notesTable]);

    process.kill(next.pid, 'SIGKILL');
    expect(await sentence).toMatch(/^DynamoDB Local has ended \(SIGKILL\)/);
    await next.stop();
  });
});

describe('a machine without Java and Docker', () => {
  const path = process.env['PATH'];
  afterAll(() => {
    process.env['PATH'] = path;
  });

  it('is told what to install', async () => {
    process.env['PATH'] = newFolder();
    await expect(startDynamoDb({ folder: newFolder() })).rejects.toThrow(
      /needs Java 17 or Docker: .*openjdk-17-jre-headless.*Docker/,
    );
  });
});
