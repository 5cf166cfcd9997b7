import { randomUUID } from 'node:crypto';
import { BatchWriteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import {
  ExecutionAlreadyExists,
  InvalidToken,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { applicationStatuses } from '../../domain/subsidies/application.ts';
import { inboxesIn } from '../../functions/adapters/inboxes.ts';
import { decisionListIn } from '../../functions/adapters/officer-lists.ts';
import { readScoreboard, scoreboardIn } from '../../functions/adapters/scoreboard.ts';
import { readStreamRecord } from '../../functions/adapters/stream-record.ts';
import { stepFunctions, workflowExecutions } from '../../functions/adapters/workflow-executions.ts';
import { relay as createRelay } from '../../functions/relay/relay.ts';
import { application, attachmentOf, decision } from '../builders/applications.ts';
import { createTables, type TestTables } from '../builders/tables.ts';

const MACHINE = 'arn:aws:states:us-east-1:000000000000:stateMachine:application-review';
const steps = mockClient(SFNClient);
const colours = ['green', 'yellow', 'red'] as const;
let tables: TestTables;
let relay: ReturnType<typeof createRelay>;
let sequence = 0;
/** Rows of the table of notices are for notices-sending.test.ts. */
const noDispatch = async () => undefined;
/** What the bucket was asked for. */
const untagged: string[] = [];
const objects = { untag: async (key: string, version: string) => void untagged.push(`${key} ${version}`) };

beforeAll(() => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
});
beforeEach(async () => {
  tables = await createTables();
  steps.reset();
  const scoreboard = scoreboardIn(tables.client, tables);
  const decisions = decisionListIn(tables.client, tables.subsidies);
  const inboxes = inboxesIn(tables.client, tables.notices);
  untagged.length = 0;
  relay = createRelay(
    workflowExecutions(stepFunctions(), MACHINE),
    scoreboard,
    decisions,
    inboxes,
    noDispatch,
    objects,
    readStreamRecord,
  );
});

const image = (item: object) => marshall(item, { removeUndefinedValues: true }) as never;

/** A stream record of an item that was written. */
function record(after: Record<string, unknown>, before?: Record<string, unknown>): DynamoDBRecord {
  sequence += 1;
  return {
    eventID: randomUUID(),
    eventName: before ? 'MODIFY' : 'INSERT',
    dynamodb: {
      Keys: image({ pk: after['pk'], sk: after['sk'] }),
      NewImage: image(after),
      ...(before ? { OldImage: image(before) } : {}),
      SequenceNumber: String(sequence).padStart(21, '0'),
    },
  };
}

function stored(id: string, change: object = {}): Record<string, unknown> {
  const audit = { seq: 1, hash: 'h' };
  return { pk: `APPLICATION#${id}`, sk: 'CASE', ...application({ applicationId: id }), audit, ...change };
}

function scan(id: string, colour: string): Record<string, unknown> {
  return { pk: `SCAN#${id}`, sk: 'SCAN', scanId: id, colour };
}

const applicationsOf = async () => (await readScoreboard(tables.client, tables)).applications;
const nothing = { count: 0, amountFen: 0 };

describe('the relay', () => {
  it('starts one execution of a new application, named after it, with its id alone', async () => {
    await relay({ Records: [record(stored('A'))] });
    expect(steps.commandCalls(StartExecutionCommand).map(({ args }) => args[0].input)).toEqual([
      { stateMachineArn: MACHINE, name: 'application-A', input: '{"applicationId":"A"}' },
    ]);
  });

  it('takes an execution that exists already for started', async () => {
    steps.on(StartExecutionCommand).rejects(new ExecutionAlreadyExists({ message: '', $metadata: {} }));
    expect(await relay({ Records: [record(stored('A'))] })).toEqual({ batchItemFailures: [] });
  });

  it('sends what a token was settled with, once per token', async () => {
    const settled = { token: 'T1', output: '{"outcome":"approve"}' };
    const decided = stored('A', { version: 3, settled });
    await relay({
      Records: [record(decided, stored('A', { version: 2 })), record({ ...decided, version: 4 }, decided)],
    });
    expect(steps.commandCalls(SendTaskSuccessCommand).map(({ args }) => args[0].input)).toEqual([
      { taskToken: 'T1', output: settled.output },
    ]);
  });

  it.each([InvalidToken, TaskTimedOut, TaskDoesNotExist])(
    'takes a token answered by %o for settled',
    async (Kind) => {
      steps.on(SendTaskSuccessCommand).rejects(new Kind({ message: '', $metadata: {} }));
      const decided = stored('A', { version: 3, settled: { token: 'T1', output: '{}' } });
      expect(await relay({ Records: [record(decided, stored('A'))] })).toEqual({ batchItemFailures: [] });
    },
  );

  it('takes the draft’s tag off each attachment that was submitted', async () => {
    const attachment = attachmentOf({});
    const attachments = [attachment, { ...attachment, attachmentId: 'b'.repeat(26), objectVersion: 'v2' }];
    const at = attachment.uploadedAt;
    const form = {
      pk: 'APPLICATION#A',
      sk: 'FORM#0001',
      revision: 1,
      answers: {},
      findings: [],
      attachments,
      at,
    };
    expect(await relay({ Records: [record(form), record(form, form)] })).toEqual({ batchItemFailures: [] });
    expect(untagged).toEqual([`${'a'.repeat(26)} v1`, `${'b'.repeat(26)} v2`]);
  });

  it('reports the first record that failed and does not go past it', async () => {
    steps.on(StartExecutionCommand, { name: 'application-B' }).rejects(new Error('throttled'));
    const records = ['A', 'B', 'C'].map((id) => record(stored(id)));
    expect(await relay({ Records: records })).toEqual({
      batchItemFailures: [{ itemIdentifier: records[1]?.dynamodb?.SequenceNumber }],
    });
    const started = steps.commandCalls(StartExecutionCommand).map(({ args }) => args[0].input.name);
    expect(new Set(started)).toEqual(new Set(['application-A', 'application-B']));
  });

  it('reports a record it cannot read, so that it alone ends in the dead-letter queue', async () => {
    const poison = record({ pk: 'APPLICATION#X', sk: 'CASE', status: 'no-such-status' });
    const { batchItemFailures } = await relay({ Records: [record(stored('A')), poison] });
    expect(batchItemFailures).toEqual([{ itemIdentifier: poison.dynamodb?.SequenceNumber }]);
  });

  it('logs faults without content', async () => {
    const log = vi.mocked(console.error);
    log.mockClear();
    await relay({ Records: [record({ ...stored('A'), status: 'no-such-status' })] });
    expect(log).toHaveBeenCalledTimes(1);
    expect(JSON.stringify(log.mock.calls)).not.toContain('示例企业');
  });

  it('lists each decision under who took it, once however often it is told, skipped ones too', async () => {
    const taken = [
      decision(),
      decision({ stage: 'bureauReview', by: 'bureau-1', byRole: 'bureau', at: '2020-02-22T01:00:00.000Z' }),
    ];
    const [first, second, third] = [
      stored('A'),
      stored('A', { version: 2, decisions: taken.slice(0, 1) }),
      stored('A', { version: 3, decisions: taken }),
    ];
    const listed = async () =>
      (await tables.itemsOf('subsidies')).flatMap(({ pk, sk }) =>
        String(pk).startsWith('OFFICER#') ? [`${pk} ${sk}`] : [],
      );
    const both = [
      'OFFICER#bureau-1 DECIDED#2020-02-22T01:00:00.000Z#A',
      'OFFICER#office-1 DECIDED#2020-02-21T01:00:00.000Z#A',
    ];
    await relay({ Records: [record(second, first), record(third, second), record(second, first)] });
    expect(await listed()).toEqual(both);
    await relay({ Records: [record(third, first)] });
    expect(await listed()).toEqual(both);
  });

  it('leaves drafts, forms, claims and counted rows alone', async () => {
    const others = ['DRAFT#resumption-award', 'FORM#0001', 'COUNTED'].map((sk) =>
      record({ pk: 'ENTERPRISE#1', sk }),
    );
    expect(await relay({ Records: others })).toEqual({ batchItemFailures: [] });
    expect(steps.calls()).toHaveLength(0);
    expect(await tables.itemsOf('subsidies')).toEqual([]);
  });
});

describe('the scoreboard', () => {
  it('moves an application with its amount from one status to the next', async () => {
    const states = (['submitted', 'inReview', 'approved'] as const).map((status, index) =>
      stored('A', { status, version: index + 1 }),
    );
    for (const [index, after] of states.entries())
      await relay({ Records: [record(after, states[index - 1])] });
    expect(await applicationsOf()).toMatchObject({
      submitted: nothing,
      inReview: nothing,
      approved: { count: 1, amountFen: 2_000_000 },
    });
  });

  it('is exact under repeats and batches that begin again anywhere', async () => {
    const history = fc.record({
      ids: fc.uniqueArray(fc.constantFrom('A', 'B', 'C', 'D'), { minLength: 1 }),
      steps: fc.array(
        fc.record({
          which: fc.nat(),
          status: fc.constantFrom(...applicationStatuses),
          fen: fc.integer({ min: 1, max: 99 }),
        }),
        { minLength: 1, maxLength: 10 },
      ),
      restarts: fc.array(fc.nat(), { maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(history, async ({ ids, steps: changes, restarts }) => {
        const fresh = await createTables();
        const counting = createRelay(
          workflowExecutions(stepFunctions(), MACHINE),
          scoreboardIn(fresh.client, fresh),
          decisionListIn(fresh.client, fresh.subsidies),
          inboxesIn(fresh.client, fresh.notices),
          noDispatch,
          objects,
          readStreamRecord,
        );
        const last = new Map<string, Record<string, unknown>>();
        const records = changes.map(({ which, status, fen }) => {
          const id = ids[which % ids.length] ?? 'A';
          const before = last.get(id);
          const version = Number(before?.['version'] ?? 0) + 1;
          const after = stored(id, { status, amountFen: fen, version });
          last.set(id, after);
          return record(after, before);
        });
        await counting({ Records: records });
        for (const from of restarts) await counting({ Records: records.slice(from % records.length) });
        const figures = (await readScoreboard(fresh.client, fresh)).applications;
        for (const status of applicationStatuses) {
          const amounts = [...last.values()]
            .filter((each) => each['status'] === status)
            .map((each) => Number(each['amountFen']));
          const amountFen = amounts.reduce((sum, fen) => sum + fen, 0);
          expect(figures[status], status).toEqual({ count: amounts.length, amountFen });
        }
      }),
      { numRuns: 12 },
    );
  });

  it('counts 250 scans of one batch, and the same batch again not', async () => {
    const scans = Array.from({ length: 250 }, (_, index) =>
      scan(`scan-${index}`, colours[index % 3] ?? 'red'),
    );
    for (let start = 0; start < scans.length; start += 25) {
      const puts = scans.slice(start, start + 25).map((item) => ({ PutRequest: { Item: image(item) } }));
      await tables.client.send(new BatchWriteItemCommand({ RequestItems: { [tables.itinerary]: puts } }));
    }
    const records = scans.map((item) => record(item));
    const expected = { green: 84, yellow: 83, red: 83 };
    await relay({ Records: records });
    expect((await readScoreboard(tables.client, tables)).scans).toEqual(expected);
    await relay({ Records: records.slice(100) });
    await relay({ Records: records });
    expect((await readScoreboard(tables.client, tables)).scans).toEqual(expected);
  });

  it('counts the new ones of a batch of which some are counted', async () => {
    const all = ['a', 'b', 'c'].map((id) => scan(id, 'green'));
    for (const item of all) {
      await tables.client.send(new PutItemCommand({ TableName: tables.itinerary, Item: image(item) }));
    }
    await relay({ Records: all.slice(0, 1).map((item) => record(item)) });
    await relay({ Records: all.map((item) => record(item)) });
    expect((await readScoreboard(tables.client, tables)).scans).toEqual({ green: 3, yellow: 0, red: 0 });
  });

  it('is all zeros before anything happened', async () => {
    expect(await readScoreboard(tables.client, tables)).toEqual({
      applications: Object.fromEntries(applicationStatuses.map((status) => [status, nothing])),
      scans: { green: 0, yellow: 0, red: 0 },
    });
  });
});
