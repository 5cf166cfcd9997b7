import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { matches, retryDelayMs } from '../../../local/step-functions/failures.ts';
import { FunctionFailure, Platform, task, until } from './platform.ts';

let platform: Platform;
/** Names of the errors that the function `flaky` still throws before it works. */
let errors: string[];
beforeEach(async () => {
  errors = [];
  platform = await new Platform({
    flaky: () => {
      const name = errors.shift();
      if (name !== undefined) throw new FunctionFailure(name);
      return 'worked';
    },
    hangs: () => new Promise(() => undefined),
  }).open();
});
afterEach(() => platform.dispose());

describe('ErrorEquals', () => {
  it('compares by name and knows the wildcards of the language', () => {
    const table: [string[], string | undefined, boolean][] = [
      [['CarrierDown'], 'CarrierDown', true],
      [['CarrierDown'], 'CarrierSlow', false],
      [['States.ALL'], 'States.Timeout', true],
      [['States.ALL'], undefined, true],
      [['States.ALL'], 'States.DataLimitExceeded', false],
      [['States.ALL'], 'States.Runtime', false],
      [['States.TaskFailed'], 'CarrierDown', true],
      [['States.TaskFailed'], undefined, true],
      [['States.TaskFailed'], 'States.Timeout', false],
      [['States.TaskFailed'], 'States.HeartbeatTimeout', false],
      [['States.Timeout'], 'States.HeartbeatTimeout', true],
      [['States.HeartbeatTimeout'], 'States.Timeout', false],
    ];
    for (const [names, error, expected] of table)
      expect([names, error, matches(names, error)]).toEqual([names, error, expected]);
  });
});

describe('Retry', () => {
  const retrier = {
    ErrorEquals: ['x'],
    IntervalSeconds: 2,
    MaxAttempts: 9,
    BackoffRate: 3,
    JitterStrategy: 'NONE' as const,
  };

  it('pauses longer each time, up to MaxDelaySeconds, or a random part of that', () => {
    const delays = (more: object) =>
      [1, 2, 3].map((retry) => retryDelayMs({ ...retrier, ...more }, retry, () => 0.25));
    expect(delays({})).toEqual([2_000, 6_000, 18_000]);
    expect(delays({ MaxDelaySeconds: 5 })).toEqual([2_000, 5_000, 5_000]);
    expect(delays({ JitterStrategy: 'FULL' })).toEqual([500, 1_500, 4_500]);
  });

  it('runs the task again after the pause, by the platform clock', async () => {
    errors = ['CarrierDown', 'CarrierDown'];
    const arn = await platform.start(
      platform.put({
        Flaky: task('flaky', { Retry: [{ ErrorEquals: ['CarrierDown'], IntervalSeconds: 60 }] }),
      }),
    );
    await settledPause(arn, 1);
    await platform.moveClock(59_999);
    expect(platform.count('flaky')).toBe(1);
    await platform.moveClock(1);
    await settledPause(arn, 2);
    await platform.moveClock(119_999);
    expect(platform.count('flaky')).toBe(2);
    await platform.moveClock(1);
    expect((await platform.ended(arn)).value).toBe('worked');
  });

  it('counts the attempts of each retrier by itself and shows them in RetryCount', async () => {
    errors = ['A', 'B', 'A', 'A'];
    const Retry = [
      { ErrorEquals: ['A'], MaxAttempts: 2 },
      { ErrorEquals: ['B'], MaxAttempts: 1 },
    ];
    const Arguments = { FunctionName: 'flaky', Payload: '{% $states.context.State.RetryCount %}' };
    const arn = await platform.start(platform.put({ Flaky: task('flaky', { Retry, Arguments }) }));
    for (const failures of [1, 2, 3]) {
      await settledPause(arn, failures);
      await platform.moveClock(3_600_000);
    }
    expect([(await platform.ended(arn)).error, platform.calls.map(({ payload }) => payload)]).toEqual([
      'A',
      [0, 1, 2, 3],
    ]);
  });

  it('never happens with MaxAttempts 0, nor for an error that no retrier names', async () => {
    for (const Retry of [[{ ErrorEquals: ['States.ALL'], MaxAttempts: 0 }], [{ ErrorEquals: ['Other'] }]]) {
      errors = ['A'];
      expect((await platform.run({ Flaky: task('flaky', { Retry }) })).error).toBe('A');
    }
    expect(platform.count('flaky')).toBe(2);
  });

  it('also repairs an Output that could not be evaluated', async () => {
    const Output = '{% $states.context.State.RetryCount = 0 ? $error("not yet") : "now" %}';
    const Retry = [{ ErrorEquals: ['States.QueryEvaluationError'] }];
    const arn = await platform.start(platform.put({ Flaky: task('flaky', { Output, Retry }) }));
    await until(async () => (await platform.history(arn)).find(({ type }) => type === 'EvaluationFailed'));
    await platform.moveClock(1_000);
    expect((await platform.ended(arn)).value).toBe('now');
  });

  async function settledPause(arn: string, failures: number): Promise<void> {
    await until(async () => {
      const events = await platform.history(arn);
      return events.filter(({ type }) => type === 'TaskFailed').length === failures || undefined;
    });
    // The outcome is recorded first; the pause begins with the transition after it.
    await platform.engine.clockMoved();
  }
});

describe('Catch', () => {
  const caught = { Caught: { Type: 'Pass', Output: ['{% $states.input %}', '{% $seen %}'], End: true } };

  it('goes on at its target with its own Output and Assign, which see the error and the state input', async () => {
    errors = ['CarrierDown'];
    const catcher = {
      ErrorEquals: ['CarrierDown'],
      Next: 'Caught',
      Assign: { seen: '{% $states.errorOutput.Error %}' },
      Output: '{% $merge([$states.input, {"cause": $parse($states.errorOutput.Cause).errorMessage}]) %}',
    };
    const ended = await platform.run({ Flaky: task('flaky', { Catch: [catcher] }), ...caught }, { id: 7 });
    expect(ended.value).toEqual([{ id: 7, cause: 'did not work' }, 'CarrierDown']);
  });

  it('yields the error output when it has no Output, and is asked only when no retry is left', async () => {
    errors = ['A', 'A', 'A'];
    const states = {
      Flaky: task('flaky', {
        Retry: [{ ErrorEquals: ['A'], MaxAttempts: 1 }],
        Catch: [
          { ErrorEquals: ['B'], Next: 'End' },
          { ErrorEquals: ['States.ALL'], Next: 'End' },
        ],
      }),
      End: { Type: 'Succeed' },
    };
    const arn = await platform.start(platform.put(states));
    await until(async () => (await platform.history(arn)).find(({ type }) => type === 'TaskFailed'));
    await platform.moveClock(1_000);
    expect((await platform.ended(arn)).value).toEqual({
      Error: 'A',
      Cause: JSON.stringify({ errorType: 'A', errorMessage: 'did not work' }),
    });
    expect(platform.count('flaky')).toBe(2);
  });

  it('catches arguments that cannot be evaluated, before the function is called', async () => {
    const Arguments = { FunctionName: 'flaky', Payload: '{% $states.input.missing %}' };
    const Catch = [{ ErrorEquals: ['States.QueryEvaluationError'], Next: 'End' }];
    const ended = await platform.run({
      Flaky: task('flaky', { Arguments, Catch }),
      End: { Type: 'Succeed', Output: 'ok' },
    });
    expect([ended.value, platform.calls]).toEqual(['ok', []]);
  });

  it('fails the execution when its own Output cannot be evaluated', async () => {
    errors = ['A'];
    const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'End', Output: '{% $states.result %}' }];
    const ended = await platform.run({ Flaky: task('flaky', { Catch }), End: { Type: 'Succeed' } });
    expect([ended.status, ended.error]).toEqual(['FAILED', 'States.QueryEvaluationError']);
  });
});

describe('TimeoutSeconds of a function call', () => {
  it('ends the attempt when the clock has passed it, and a later answer changes nothing', async () => {
    const Catch = [{ ErrorEquals: ['States.Timeout'], Next: 'Late' }];
    const arn = await platform.start(
      platform.put({
        Hangs: task('hangs', { TimeoutSeconds: '{% $states.input.limit %}', Catch }),
        Late: { Type: 'Succeed', Output: '{% $states.input.Error %}' },
      }),
      { limit: 30 },
    );
    await platform.called('hangs');
    await platform.moveClock(30_000);
    expect((await platform.ended(arn)).value).toBe('States.Timeout');
    expect((await platform.history(arn)).map(({ type }) => type)).toContain('TaskTimedOut');
  });

  it('must be a whole number from 1', async () => {
    const ended = await platform.run({ Flaky: task('flaky', { TimeoutSeconds: '{% 0 %}' }) });
    expect([ended.error, platform.calls]).toEqual(['States.QueryEvaluationError', []]);
  });
});
