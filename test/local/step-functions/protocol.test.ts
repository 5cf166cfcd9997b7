import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  GetExecutionHistoryCommand,
  InvalidDefinition,
  InvalidExecutionInput,
  ListActivitiesCommand,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  paginateGetExecutionHistory,
  paginateListExecutions,
  SendTaskSuccessCommand,
  StartExecutionCommand,
  StateMachineAlreadyExists,
  StateMachineDoesNotExist,
  UpdateStateMachineCommand,
  ValidationException,
} from '@aws-sdk/client-sfn';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countTransitions } from '../../../local/step-functions/history.ts';
import { callback, FunctionFailure, OPENING, Platform, task, until } from './platform.ts';

const roleArn = 'arn:aws:iam::000000000000:role/workflow';
const definition = (Output: unknown) =>
  JSON.stringify({
    QueryLanguage: 'JSONata',
    StartAt: 'Only',
    States: { Only: { Type: 'Succeed', Output } },
  });

let platform: Platform;
beforeEach(async () => {
  platform = await new Platform({ open: () => 'opened', next: (input) => input }).open();
});
afterEach(() => platform.dispose());

describe('State machines', () => {
  it('are created, described, listed and updated by the SDK client', async () => {
    const input = { name: 'review', definition: definition(1), roleArn };
    const { stateMachineArn } = await platform.client.send(new CreateStateMachineCommand(input));
    expect(stateMachineArn).toBe('arn:aws:states:us-east-1:000000000000:stateMachine:review');
    await platform.client.send(new UpdateStateMachineCommand({ stateMachineArn, definition: definition(2) }));
    const described = await platform.client.send(new DescribeStateMachineCommand({ stateMachineArn }));
    expect(described).toMatchObject({
      name: 'review',
      roleArn,
      status: 'ACTIVE',
      type: 'STANDARD',
      revisionId: '2',
      definition: definition(2),
      creationDate: new Date(OPENING),
    });
    const { stateMachines } = await platform.client.send(new ListStateMachinesCommand({}));
    expect(stateMachines?.map(({ name }) => name)).toEqual(['review']);
  });

  it('may be created again with the same content, and not with another', async () => {
    const input = { name: 'review', definition: definition(1), roleArn };
    const first = await platform.client.send(new CreateStateMachineCommand(input));
    const again = await platform.client.send(new CreateStateMachineCommand(input));
    expect(again.stateMachineArn).toBe(first.stateMachineArn);
    const other = new CreateStateMachineCommand({ ...input, definition: definition(2) });
    await expect(platform.client.send(other)).rejects.toThrow(StateMachineAlreadyExists);
  });

  it('are refused with a sentence when the definition is not understood', async () => {
    const bad = JSON.stringify({
      QueryLanguage: 'JSONata',
      StartAt: 'A',
      States: { A: { Type: 'Pass', Foo: 1, End: true } },
    });
    const create = platform.client.send(
      new CreateStateMachineCommand({ name: 'bad', definition: bad, roleArn }),
    );
    await expect(create).rejects.toThrow(InvalidDefinition);
    await expect(create).rejects.toThrow('State "A" has the field "Foo"');
    const { stateMachines } = await platform.client.send(new ListStateMachinesCommand({}));
    expect(stateMachines).toEqual([]);
  });

  it('keep the revision that a running execution started with', async () => {
    const states = (answer: string) => ({
      Review: callback('open', { End: undefined, Next: 'After' }),
      After: { Type: 'Pass', Output: answer, End: true },
    });
    const old = await platform.start(platform.put(states('old')));
    await platform.called('open', 1);
    const young = await platform.start(platform.put(states('new')));
    await platform.called('open', 2);
    await platform.close();
    await platform.open();
    for (const call of platform.calls) {
      const { token: taskToken } = call.payload as { token: string };
      await platform.client
        .send(new SendTaskSuccessCommand({ taskToken, output: '1' }))
        .catch(() => undefined);
    }
    expect([(await platform.ended(old)).value, (await platform.ended(young)).value]).toEqual(['old', 'new']);
  });
});

describe('StartExecution', () => {
  it('is idempotent for the same name and input while the execution runs', async () => {
    const machine = platform.put({ Review: callback('open') });
    const start = new StartExecutionCommand({
      stateMachineArn: machine,
      name: 'application-1',
      input: '{"id":1}',
    });
    const first = await platform.client.send(start);
    platform.now += 5_000;
    const again = await Promise.all([1, 2, 3].map(() => platform.client.send(start)));
    for (const { executionArn, startDate } of again) {
      expect([executionArn, startDate]).toEqual([first.executionArn, first.startDate]);
    }
    await platform.called('open');
    expect(platform.count('open')).toBe(1);
  });

  it('refuses the name for another input, and for any input once the execution has closed', async () => {
    const machine = platform.put({ Review: callback('open') });
    const arn = await platform.start(machine, { id: 1 }, 'application-1');
    await expect(platform.start(machine, { id: 2 }, 'application-1')).rejects.toThrow(ExecutionAlreadyExists);
    const { token: taskToken } = await platform.called('open');
    await platform.client.send(new SendTaskSuccessCommand({ taskToken, output: '1' }));
    await platform.ended(arn);
    await expect(platform.start(machine, { id: 1 }, 'application-1')).rejects.toThrow(ExecutionAlreadyExists);
  });

  it('starts one execution for many simultaneous requests', async () => {
    const machine = platform.put({ Review: callback('open') });
    const arns = await Promise.all(
      Array.from({ length: 30 }, () => platform.start(machine, {}, 'application-1')),
    );
    expect(new Set(arns).size).toBe(1);
    const { executions } = await platform.client.send(
      new ListExecutionsCommand({ stateMachineArn: machine }),
    );
    expect(executions).toHaveLength(1);
  });

  it('names what is wrong with a request', async () => {
    const machine = platform.put({ Only: { Type: 'Succeed' } });
    const start = (input: object) =>
      platform.client.send(new StartExecutionCommand({ stateMachineArn: machine, ...input }));
    await expect(start({ input: '{' })).rejects.toThrow(InvalidExecutionInput);
    await expect(start({ name: 'a b' })).rejects.toThrow(ValidationException);
    await expect(start({ input: JSON.stringify('x'.repeat(262_143)) })).rejects.toThrow(/262144/);
    await expect(start({ stateMachineArn: `${machine}x` })).rejects.toThrow(StateMachineDoesNotExist);
    const executionArn = 'arn:aws:states:us-east-1:000000000000:execution:machine:none';
    await expect(platform.client.send(new DescribeExecutionCommand({ executionArn }))).rejects.toThrow(
      ExecutionDoesNotExist,
    );
    await expect(platform.client.send(new ListActivitiesCommand({}))).rejects.toThrow(
      'ListActivities does not exist',
    );
  });
});

describe('ListExecutions', () => {
  it('pages newest first and filters by status', async () => {
    const done = platform.put({ Only: { Type: 'Succeed' } });
    const arns: string[] = [];
    for (let index = 0; index < 5; index++) {
      platform.now += 1_000;
      arns.unshift(await platform.start(done));
    }
    for (const arn of arns) await platform.ended(arn);
    const listed: (string | undefined)[] = [];
    const pages = paginateListExecutions({ client: platform.client, pageSize: 2 }, { stateMachineArn: done });
    for await (const { executions } of pages)
      listed.push(...(executions ?? []).map(({ executionArn }) => executionArn));
    expect(listed).toEqual(arns);
    const running = new ListExecutionsCommand({ stateMachineArn: done, statusFilter: 'RUNNING' });
    expect((await platform.client.send(running)).executions).toEqual([]);
  });
});

describe('The history', () => {
  const review = {
    Check: task('next', {
      Retry: [{ ErrorEquals: ['Busy'] }],
      Assign: { seen: 1 },
      End: undefined,
      Next: 'Ask',
    }),
    Ask: callback('open', { TimeoutSeconds: 60, End: undefined, Next: 'Which' }),
    Which: {
      Type: 'Choice',
      Choices: [{ Condition: '{% $states.input.yes %}', Next: 'Done' }],
      Default: 'Done',
    },
    Done: { Type: 'Succeed' },
  };

  async function reviewed(): Promise<string> {
    const arn = await platform.start(platform.put(review), { id: 7 });
    const { token: taskToken } = await platform.called('open');
    await until(async () => (await platform.history(arn)).find(({ type }) => type === 'TaskSubmitted'));
    await platform.client.send(new SendTaskSuccessCommand({ taskToken, output: '{"yes":true}' }));
    await platform.ended(arn);
    return arn;
  }

  it('has the event types, order and details of AWS', async () => {
    const events = await platform.history(await reviewed());
    expect(events.map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'TaskSucceeded',
      'TaskStateExited',
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'TaskSubmitted',
      'TaskSucceeded',
      'TaskStateExited',
      'ChoiceStateEntered',
      'ChoiceStateExited',
      'SucceedStateEntered',
      'SucceedStateExited',
      'ExecutionSucceeded',
    ]);
    expect(events.map(({ id, previousEventId }) => [id, previousEventId])).toEqual(
      events.map((_, at) => [at + 1, at]),
    );
    expect(events[0]?.executionStartedEventDetails?.input).toBe('{"id":7}');
    expect(events[1]?.stateEnteredEventDetails).toMatchObject({ name: 'Check', input: '{"id":7}' });
    expect(events[5]?.stateExitedEventDetails).toMatchObject({
      name: 'Check',
      assignedVariables: { seen: '1' },
    });
    expect(events[7]?.taskScheduledEventDetails).toMatchObject({
      resourceType: 'lambda',
      resource: 'invoke.waitForTaskToken',
      timeoutInSeconds: 60,
    });
    expect(events[10]?.taskSucceededEventDetails?.output).toBe('{"yes":true}');
    expect(events[16]).toMatchObject({
      timestamp: new Date(OPENING),
      executionSucceededEventDetails: { output: '{"yes":true}' },
    });
  });

  it('is paged, read backwards, and shown without data', async () => {
    const executionArn = await reviewed();
    const ids: (number | undefined)[] = [];
    const pages = paginateGetExecutionHistory({ client: platform.client, pageSize: 5 }, { executionArn });
    for await (const { events } of pages) ids.push(...(events ?? []).map(({ id }) => id));
    expect(ids).toEqual(Array.from({ length: 17 }, (_, index) => index + 1));
    const last = await platform.client.send(
      new GetExecutionHistoryCommand({
        executionArn,
        reverseOrder: true,
        maxResults: 1,
        includeExecutionData: false,
      }),
    );
    expect(
      last.events?.map(({ id, executionSucceededEventDetails }) => [id, executionSucceededEventDetails]),
    ).toEqual([[17, {}]]);
  });

  it('lets the billed transitions be counted, retries included', async () => {
    const failures = ['Busy'];
    platform.functions['next'] = () => {
      const name = failures.shift();
      if (name !== undefined) throw new FunctionFailure(name);
      return {};
    };
    const arn = await platform.start(platform.put(review), {});
    await until(async () => (await platform.history(arn)).find(({ type }) => type === 'TaskFailed'));
    await platform.moveClock(1_000);
    const { token: taskToken } = await platform.called('open');
    await platform.client.send(new SendTaskSuccessCommand({ taskToken, output: '{"yes":true}' }));
    await platform.ended(arn);
    expect(countTransitions(await platform.history(arn))).toBe(5);
  });
});
