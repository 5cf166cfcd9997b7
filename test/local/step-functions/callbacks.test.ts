import {
  InvalidOutput,
  InvalidToken,
  SendTaskFailureCommand,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  StopExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { callback, FunctionFailure, Platform, task, until } from './platform.ts';

const DAY = 86_400_000;

let platform: Platform;
beforeEach(async () => {
  platform = await new Platform({ open: () => 'opened', next: (input) => input }).open();
});
afterEach(() => platform.dispose());

const succeed = (taskToken: string, output: unknown) =>
  platform.client.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) }));
const fail = (taskToken: string, error?: string, cause?: string) =>
  platform.client.send(
    new SendTaskFailureCommand({ taskToken, ...(error && { error }), ...(cause && { cause }) }),
  );

const review = {
  Review: callback('open', {
    TimeoutSeconds: 5 * 86_400,
    Catch: [
      { ErrorEquals: ['States.Timeout'], Next: 'Escalate' },
      { ErrorEquals: ['Withdrawn'], Next: 'Withdrawn' },
    ],
    End: undefined,
    Next: 'After',
  }),
  After: task('next'),
  Escalate: { Type: 'Succeed', Output: 'escalated' },
  Withdrawn: { Type: 'Succeed', Output: '{% $states.input.Cause %}' },
};

describe('A task that waits for its token', () => {
  it('goes on with a prompt answer, which is the result of the state', async () => {
    const arn = await platform.start(platform.put(review));
    const { token } = await platform.called('open');
    await succeed(token, { decision: 'approve' });
    expect((await platform.ended(arn)).value).toEqual({ decision: 'approve' });
  });

  it('takes an answer that comes before the function itself has returned', async () => {
    let release: (value: string) => void = () => undefined;
    platform.functions['open'] = () =>
      new Promise((resolve) => {
        release = resolve;
      });
    const arn = await platform.start(platform.put(review));
    const { token } = await platform.called('open');
    await succeed(token, 'quick');
    expect((await platform.ended(arn)).value).toBe('quick');
    release('too late to matter');
    expect((await platform.history(arn)).map(({ type }) => type)).not.toContain('TaskSubmitted');
  });

  it('escalates when no answer comes until the deadline, and refuses the late one', async () => {
    const arn = await platform.start(platform.put(review));
    const { token } = await platform.called('open');
    await submitted(arn);
    await platform.moveClock(5 * DAY - 1);
    expect((await platform.history(arn)).at(-1)?.type).toBe('TaskSubmitted');
    await platform.moveClock(1);
    expect((await platform.ended(arn)).value).toBe('escalated');
    await expect(succeed(token, 'late')).rejects.toThrow(TaskTimedOut);
    await expect(fail(token)).rejects.toThrow(TaskTimedOut);
  });

  it('refuses an answer after the deadline even before anybody has noticed that it passed', async () => {
    await platform.start(platform.put(review));
    const { token } = await platform.called('open');
    platform.now += 5 * DAY;
    await expect(succeed(token, 'late')).rejects.toThrow(TaskTimedOut);
  });

  it('takes the first of two contrary answers and refuses the other', async () => {
    const arn = await platform.start(platform.put(review));
    const { token } = await platform.called('open');
    const answers = await Promise.allSettled([
      succeed(token, 'yes'),
      fail(token, 'Withdrawn'),
      succeed(token, 'no'),
    ]);
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const answer of answers) {
      if (answer.status === 'rejected') expect(answer.reason).toBeInstanceOf(TaskTimedOut);
    }
    await platform.ended(arn);
    const closings = (await platform.history(arn)).filter(
      ({ type }) => type === 'TaskSucceeded' || type === 'TaskFailed',
    );
    expect(
      closings.filter(({ taskSucceededEventDetails: details }) => details?.resource !== 'invoke'),
    ).toHaveLength(1);
  });

  it('is failed by SendTaskFailure with the error and cause that were sent', async () => {
    const arn = await platform.start(platform.put(review));
    await fail((await platform.called('open')).token, 'Withdrawn', 'by the enterprise');
    expect((await platform.ended(arn)).value).toBe('by the enterprise');
  });

  it('does not know a token that it never gave out', async () => {
    await expect(succeed('made-up', 1)).rejects.toThrow(InvalidToken);
    await expect(fail('made-up')).rejects.toThrow(InvalidToken);
  });

  it('refuses an output that is no JSON and stays open', async () => {
    const arn = await platform.start(platform.put(review));
    const { token: taskToken } = await platform.called('open');
    const send = platform.client.send(new SendTaskSuccessCommand({ taskToken, output: '{' }));
    await expect(send).rejects.toThrow(InvalidOutput);
    await expect(succeed(taskToken, 'x'.repeat(262_144))).rejects.toThrow(/262144/);
    await succeed(taskToken, 'x');
    expect((await platform.ended(arn)).value).toBe('x');
  });

  it('fails when its function fails, and gets a new token with the next attempt', async () => {
    const failures = ['Busy'];
    platform.functions['open'] = () => {
      const name = failures.shift();
      if (name !== undefined) throw new FunctionFailure(name);
      return null;
    };
    const arn = await platform.start(
      platform.put({ Review: callback('open', { Retry: [{ ErrorEquals: ['Busy'] }] }) }),
    );
    await until(async () => (await platform.history(arn)).find(({ type }) => type === 'TaskSubmitFailed'));
    await platform.moveClock(1_000);
    const [first, second] = [await platform.called('open', 1), await platform.called('open', 2)];
    expect(first.token).not.toBe(second.token);
    await expect(succeed(first.token, 1)).rejects.toThrow(TaskTimedOut);
    await succeed(second.token, 2);
    expect((await platform.ended(arn)).value).toBe(2);
  });

  it('refuses the token of a stopped execution', async () => {
    const executionArn = await platform.start(platform.put(review));
    const { token } = await platform.called('open');
    await platform.client.send(new StopExecutionCommand({ executionArn }));
    await expect(succeed(token, 1)).rejects.toThrow(TaskTimedOut);
  });

  it('says that the task does not exist when its execution was forgotten after 90 days', async () => {
    const arn = await platform.start(platform.put(review), {}, 'application-1');
    const { token } = await platform.called('open');
    await succeed(token, 1);
    await platform.ended(arn);
    await platform.moveClock(91 * DAY);
    await expect(succeed(token, 1)).rejects.toThrow(TaskDoesNotExist);
    expect(await platform.start(platform.put(review), {}, 'application-1')).toBe(arn);
  });

  it('times out without a heartbeat and lives on with one', async () => {
    const states = { Review: callback('open', { TimeoutSeconds: 1_000, HeartbeatSeconds: 100 }) };
    const arn = await platform.start(platform.put(states));
    const { token: taskToken } = await platform.called('open');
    await platform.moveClock(99_000);
    await platform.client.send(new SendTaskHeartbeatCommand({ taskToken }));
    await platform.moveClock(99_000);
    expect((await platform.history(arn)).map(({ type }) => type)).not.toContain('TaskTimedOut');
    await platform.moveClock(1_000);
    expect((await platform.ended(arn)).error).toBe('States.HeartbeatTimeout');
    await expect(platform.client.send(new SendTaskHeartbeatCommand({ taskToken }))).rejects.toThrow(
      TaskTimedOut,
    );
  });

  it('leads to the call of the next function within a few milliseconds', async () => {
    const delays: number[] = [];
    for (let round = 0; round < 20; round++) {
      const arn = await platform.start(platform.put(review));
      const { token } = await platform.called('open', round + 1);
      await submitted(arn);
      const called = new Promise<number>((resolve) => {
        platform.functions['next'] = () => resolve(performance.now());
      });
      const sent = performance.now();
      await succeed(token, round);
      delays.push((await called) - sent);
    }
    // The median, because one slow write of the disk is not the engine's doing.
    expect(delays.sort((one, other) => one - other)[10]).toBeLessThan(50);
  });
});

async function submitted(arn: string): Promise<void> {
  await until(async () => (await platform.history(arn)).find(({ type }) => type === 'TaskSubmitted'));
}
