import { StopExecutionCommand } from '@aws-sdk/client-sfn';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FunctionFailure, OPENING, Platform, task, until } from './platform.ts';

let platform: Platform;
beforeEach(async () => {
  platform = await new Platform({
    double: ({ n }: { n: number }) => ({ n: n * 2 }),
    fail: () => {
      throw new FunctionFailure('CarrierDown', 'no answer');
    },
  }).open();
});
afterEach(() => platform.dispose());

describe('Pass, Succeed and Fail', () => {
  it('lets assigned variables be seen from the next state on, not in the state that assigns them', async () => {
    const ended = await platform.run({
      First: { Type: 'Pass', Assign: { amount: 1 }, Next: 'Second' },
      Second: { Type: 'Pass', Assign: { amount: 2 }, Output: '{% $amount %}', Next: 'Third' },
      Third: { Type: 'Pass', Output: { before: '{% $states.input %}', now: '{% $amount %}' }, End: true },
    });
    expect(ended.value).toEqual({ before: 1, now: 2 });
  });

  it('evaluates expressions anywhere inside a template and leaves other strings alone', async () => {
    const ended = await platform.run(
      {
        Only: { Type: 'Pass', Output: { a: ['{% $states.input.x + 1 %}', 'x', null], b: '{%x' }, End: true },
      },
      { x: 1 },
    );
    expect(ended.value).toEqual({ a: [2, 'x', null], b: '{%x' });
  });

  it('ends with the output of a Succeed state', async () => {
    const ended = await platform.run(
      { Only: { Type: 'Succeed', Output: '{% $states.input.x %}' } },
      { x: 7 },
    );
    expect([ended.status, ended.value]).toEqual(['SUCCEEDED', 7]);
  });

  it('ends with the evaluated error and cause of a Fail state', async () => {
    const ended = await platform.run(
      { Only: { Type: 'Fail', Error: 'Refused', Cause: '{% "because of " & $states.input.x %}' } },
      { x: 'rain' },
    );
    expect([ended.status, ended.error, ended.cause]).toEqual(['FAILED', 'Refused', 'because of rain']);
  });

  it('shows the Context object with the platform clock', async () => {
    const arn = await platform.start(
      platform.put({ Only: { Type: 'Pass', Output: '{% $states.context %}', End: true } }),
      { x: 1 },
      'application-1',
    );
    expect((await platform.ended(arn)).value).toEqual({
      Execution: {
        Id: arn,
        Input: { x: 1 },
        Name: 'application-1',
        RoleArn: 'arn:aws:iam::000000000000:role/r',
        StartTime: '2020-02-21T01:00:00.000Z',
        RedriveCount: 0,
      },
      State: { EnteredTime: '2020-02-21T01:00:00.000Z', Name: 'Only', RetryCount: 0 },
      StateMachine: { Id: 'arn:aws:states:us-east-1:000000000000:stateMachine:machine', Name: 'machine' },
    });
  });
});

describe('expressions', () => {
  const value = async (expression: string, input: unknown = {}) =>
    (await platform.run({ Only: { Type: 'Pass', Output: `{% ${expression} %}`, End: true } }, input)).value;

  it('tell the time of the platform clock', async () => {
    expect(await value('[$millis(), $now(), $now("[Y]-[M01]-[D01]T[H01]", "+0800")]')).toEqual([
      OPENING,
      '2020-02-21T01:00:00.000Z',
      '2020-02-21T09',
    ]);
  });

  it('have the functions that Step Functions adds', async () => {
    expect(
      await value('[$partition([1,2,3], 2), $range(0, 4, 2), $parse("{\\"a\\":1}").a, $random()]'),
    ).toEqual([[1, 2], [3], 0, 2, 4, 1, 0.5]);
    expect(await value('$length($uuid())')).toBe(36);
    expect(await value('$hash("abc", "SHA-1")')).toBe('a9993e364706816aba3e25717850c26c9cd0d89d');
  });

  it('fail the execution when they yield nothing, no JSON, or an error', async () => {
    for (const expression of ['$states.input.missing', '$sum', '1 / 0', '$error("no")', '"a" + 1']) {
      const states = { Only: { Type: 'Pass', Output: { at: `{% ${expression} %}` }, End: true } };
      const ended = await platform.run(states);
      expect([expression, ended.status, ended.error]).toEqual([
        expression,
        'FAILED',
        'States.QueryEvaluationError',
      ]);
      expect(ended.cause).toContain('Output/at');
    }
  });

  it('fail the execution past every catcher when the output is larger than 256 KiB', async () => {
    const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'Never' }];
    const ended = await platform.run(
      { Only: task('double', { Output: '{% $pad("", 262145, "x") %}', Catch }), Never: { Type: 'Succeed' } },
      { n: 1 },
    );
    expect([ended.status, ended.error]).toEqual(['FAILED', 'States.DataLimitExceeded']);
  });
});

describe('Choice', () => {
  const states = {
    Decide: {
      Type: 'Choice',
      Choices: [
        { Condition: '{% $states.input.n > 10 %}', Next: 'Large', Assign: { size: 'large' }, Output: 'L' },
        { Condition: '{% $states.input.n > 5 %}', Next: 'Large', Assign: { size: 'middle' } },
      ],
      Assign: { size: 'small' },
      Output: 'S',
      Default: 'Large',
    },
    Large: { Type: 'Pass', Output: ['{% $size %}', '{% $states.input %}'], End: true },
  };

  it('takes the first rule that holds with the Assign and Output of that rule, else its own and the Default', async () => {
    expect((await platform.run(states, { n: 11 })).value).toEqual(['large', 'L']);
    expect((await platform.run(states, { n: 6 })).value).toEqual(['middle', { n: 6 }]);
    expect((await platform.run(states, { n: 1 })).value).toEqual(['small', 'S']);
  });

  it('fails when no rule holds and there is no Default, and when a condition is no boolean', async () => {
    const end = { End: { Type: 'Succeed' } };
    const choice = (Condition: unknown) => ({
      Only: { Type: 'Choice', Choices: [{ Condition, Next: 'End' }] },
      ...end,
    });
    expect((await platform.run(choice(false))).error).toBe('States.NoChoiceMatched');
    expect((await platform.run(choice('{% "true" %}'))).error).toBe('States.QueryEvaluationError');
  });
});

describe('Wait', () => {
  const DAY = 86_400_000;
  const endsAfter = async (fields: object, milliseconds: number) => {
    const arn = await platform.start(
      platform.put({ Pause: { Type: 'Wait', ...fields, Next: 'End' }, End: { Type: 'Succeed' } }),
      { until: '2020-04-01T00:00:00+08:00', days: 30 },
    );
    await until(async () => ((await platform.history(arn)).length === 2 ? true : undefined));
    await platform.moveClock(milliseconds - 1);
    expect((await platform.history(arn)).map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'WaitStateEntered',
    ]);
    await platform.moveClock(1);
    expect((await platform.ended(arn)).status).toBe('SUCCEEDED');
  };

  it('ends after its seconds, also when that is longer than the 24.8 days a timer can hold', async () => {
    await endsAfter({ Seconds: 40 * 86_400 }, 40 * DAY);
    await endsAfter({ Seconds: '{% $states.input.days * 86400 %}' }, 30 * DAY);
  });

  it('ends at its timestamp', async () => {
    await endsAfter({ Timestamp: '2020-03-31T16:00:00Z' }, Date.parse('2020-03-31T16:00:00Z') - platform.now);
  });

  it('ends at a computed timestamp, and at once when that has passed', async () => {
    await endsAfter(
      { Timestamp: '{% $states.input.until %}' },
      Date.parse('2020-03-31T16:00:00Z') - platform.now,
    );
    const passed = await platform.run({
      Pause: { Type: 'Wait', Timestamp: '2020-01-01T00:00:00Z', End: true },
    });
    expect(passed.status).toBe('SUCCEEDED');
  });

  it('notices by itself, within a second, that the clock was moved', async () => {
    const arn = await platform.start(platform.put({ Pause: { Type: 'Wait', Seconds: 3600, End: true } }));
    platform.now += 3_600_000;
    expect((await platform.ended(arn)).status).toBe('SUCCEEDED');
  });

  it('refuses a duration that is no whole number', async () => {
    const ended = await platform.run({ Pause: { Type: 'Wait', Seconds: '{% 1.5 %}', End: true } });
    expect(ended.error).toBe('States.QueryEvaluationError');
  });
});

describe('Task', () => {
  it('calls the function with the payload and yields what Lambda answers', async () => {
    const ended = await platform.run(
      { Double: task('double', { Output: '{% $states.result %}' }) },
      { n: 4 },
    );
    expect(ended.value).toEqual({ ExecutedVersion: '$LATEST', Payload: { n: 8 }, StatusCode: 200 });
    expect(platform.calls).toEqual([{ name: 'double', payload: { n: 4 } }]);
  });

  it('keeps the data of many executions apart that run the same expressions at once', async () => {
    const machine = platform.put({
      First: task('double', {
        Assign: { mine: '{% $states.result.Payload.n %}' },
        End: undefined,
        Next: 'Second',
      }),
      Second: task('double', { Output: '{% [$mine, $states.result.Payload.n] %}' }),
    });
    const numbers = Array.from({ length: 60 }, (_, index) => index);
    const arns = await Promise.all(numbers.map((n) => platform.start(machine, { n })));
    for (const [n, arn] of arns.entries()) expect((await platform.ended(arn)).value).toEqual([n * 2, n * 4]);
  });

  it('fails with the name of the function error and its payload as the cause', async () => {
    const ended = await platform.run({ Fails: task('fail') });
    expect([ended.status, ended.error]).toEqual(['FAILED', 'CarrierDown']);
    expect(JSON.parse(ended.cause ?? '')).toEqual({ errorType: 'CarrierDown', errorMessage: 'no answer' });
  });

  it('fails with the name of the service error when there is no such function', async () => {
    const ended = await platform.run({ Missing: task('nobody') });
    expect(ended.error).toBe('Lambda.ResourceNotFoundException');
  });

  it('calls at most so many functions at once as it was told', async () => {
    await platform.close();
    let running = 0;
    let most = 0;
    platform.functions['slow'] = async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 10));
      running -= 1;
      return {};
    };
    await platform.open({ concurrency: 3 });
    const machine = platform.put({ Slow: task('slow') });
    const arns = await Promise.all(Array.from({ length: 12 }, () => platform.start(machine)));
    for (const arn of arns) expect((await platform.ended(arn)).status).toBe('SUCCEEDED');
    expect(most).toBe(3);
  });
});

describe('the execution', () => {
  it('times out as a whole after the TimeoutSeconds of the machine', async () => {
    const arn = await platform.start(
      platform.put({ Pause: { Type: 'Wait', Seconds: 100, End: true } }, { TimeoutSeconds: 60 }),
    );
    await platform.moveClock(60_000);
    const ended = await platform.ended(arn);
    expect([ended.status, ended.error]).toEqual(['TIMED_OUT', 'States.Timeout']);
    await platform.moveClock(3_600_000);
    expect((await platform.history(arn)).at(-1)?.type).toBe('ExecutionTimedOut');
  });

  const endless = {
    Again: { Type: 'Choice', Choices: [{ Condition: true, Next: 'Again' }], Default: 'Never' },
    Never: { Type: 'Succeed' },
  };

  it('that loops for ever leaves others their turn and can be stopped', async () => {
    const loop = await platform.start(platform.put(endless));
    expect((await platform.run({ Double: task('double') }, { n: 1 })).value).toEqual({ n: 2 });
    await platform.client.send(
      new StopExecutionCommand({ executionArn: loop, error: 'Enough', cause: 'seen it' }),
    );
    const ended = await platform.ended(loop);
    expect([ended.status, ended.error, ended.cause]).toEqual(['ABORTED', 'Enough', 'seen it']);
  });

  it('that loops for ever ends at the quota of history events', async () => {
    const ended = await platform.run(endless, {}, {}, 120_000);
    expect([ended.status, ended.error]).toEqual(['FAILED', 'States.Runtime']);
  }, 120_000);
});
