import { SendTaskSuccessCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { callback, FunctionFailure, Platform, task, until } from './platform.ts';

let platform: Platform;
beforeEach(async () => {
  platform = await new Platform({
    double: (n: number) => n * 2,
    unless3: (n: number) => {
      if (n === 3) throw new FunctionFailure('Three');
      return n;
    },
    open: () => null,
  }).open();
});
afterEach(() => platform.dispose());

const each = (state: object, more: object = {}) => ({
  Type: 'Map',
  ItemProcessor: { StartAt: 'One', States: { One: state } },
  End: true,
  ...more,
});

describe('Map', () => {
  it('yields the outputs in the order of the items, whatever order they end in', async () => {
    platform.functions['double'] = async (n: number) => {
      await new Promise((resolve) => setTimeout(resolve, 20 - n * 4));
      return n * 2;
    };
    expect((await platform.run({ Each: each(task('double')) }, [1, 2, 3, 4])).value).toEqual([2, 4, 6, 8]);
  });

  it('iterates over Items with an ItemSelector that sees the item, its index and the outer variables', async () => {
    const states = {
      Set: { Type: 'Pass', Assign: { factor: 10 }, Next: 'Each' },
      Each: each(
        { Type: 'Pass', Output: ['{% $states.input %}', '{% $states.context.Map.Item.Index %}'], End: true },
        {
          Items: '{% $states.input.list %}',
          ItemSelector: '{% $states.context.Map.Item.Value * $factor %}',
          Output: '{% {"all": $states.result} %}',
        },
      ),
    };
    expect((await platform.run(states, { list: [5, 6] })).value).toEqual({
      all: [
        [50, 0],
        [60, 1],
      ],
    });
  });

  it('keeps what an iteration assigns inside that iteration', async () => {
    const ItemProcessor = {
      StartAt: 'Set',
      States: {
        Set: { Type: 'Pass', Assign: { own: '{% $states.input * 2 %}' }, Next: 'Get' },
        Get: { Type: 'Pass', Output: '{% $own %}', End: true },
      },
    };
    const states = {
      Each: { Type: 'Map', ItemProcessor, Next: 'After' },
      After: { Type: 'Succeed' },
    };
    expect((await platform.run(states, [1, 2])).value).toEqual([2, 4]);
  });

  it('yields an empty array for no items and refuses what is no array', async () => {
    expect((await platform.run({ Each: each(task('double')) }, [])).value).toEqual([]);
    expect((await platform.run({ Each: each(task('double')) }, { no: 'array' })).error).toBe(
      'States.QueryEvaluationError',
    );
  });

  it('runs at most MaxConcurrency iterations at once', async () => {
    const states = { Each: each(callback('open'), { MaxConcurrency: 2 }) };
    const arn = await platform.start(platform.put(states), ['a', 'b', 'c']);
    const tokens = [(await platform.called('open', 1)).token, (await platform.called('open', 2)).token];
    await until(async () => (await platform.history(arn)).filter(({ type }) => type === 'TaskSubmitted')[1]);
    expect(platform.count('open')).toBe(2);
    await succeed(tokens[1], 'B');
    await succeed((await platform.called('open', 3)).token, 'C');
    await succeed(tokens[0], 'A');
    expect((await platform.ended(arn)).value).toEqual(['A', 'B', 'C']);
  });

  it('fails with the error of a failed iteration, ends the others, and can be caught', async () => {
    const states = {
      Each: each(task('unless3'), { Catch: [{ ErrorEquals: ['Three'], Next: 'Caught' }] }),
      Caught: { Type: 'Succeed', Output: '{% $states.input.Error %}' },
    };
    const arn = await platform.start(platform.put(states), [1, 2, 3, 4]);
    expect((await platform.ended(arn)).value).toBe('Three');
    const types = (await platform.history(arn)).map(({ type }) => type);
    for (const type of [
      'MapStateStarted',
      'MapIterationStarted',
      'MapIterationFailed',
      'MapStateFailed',
      'MapStateExited',
    ]) {
      expect(types).toContain(type);
    }
    expect((await platform.run({ Each: each(task('unless3')) }, [3])).error).toBe('Three');
  });

  it('can be retried as a whole', async () => {
    let failures = 1;
    platform.functions['unless3'] = (n: number) => {
      if (n === 3 && failures-- > 0) throw new FunctionFailure('Three');
      return n;
    };
    const states = { Each: each(task('unless3'), { Retry: [{ ErrorEquals: ['Three'] }] }) };
    const arn = await platform.start(platform.put(states), [2, 3]);
    await until(async () => (await platform.history(arn)).find(({ type }) => type === 'MapStateFailed'));
    await platform.moveClock(1_000);
    expect((await platform.ended(arn)).value).toEqual([2, 3]);
  });

  it('within a Map works, and stopping the execution ends every iteration', async () => {
    const inner = each(callback('open'));
    const nested = { ...inner, ItemProcessor: { StartAt: 'Two', States: { Two: callback('open') } } };
    const arn = await platform.start(platform.put({ Each: each(nested) }), [['a', 'b'], ['c']]);
    const { token } = await platform.called('open', 3);
    await platform.client.send(new StopExecutionCommand({ executionArn: arn }));
    expect((await platform.ended(arn)).status).toBe('ABORTED');
    await expect(succeed(token, 1)).rejects.toThrow(/closed/);
    const doubled = { ...inner, ItemProcessor: { StartAt: 'Two', States: { Two: task('double') } } };
    expect((await platform.run({ Each: each(doubled) }, [[1, 2], [3]])).value).toEqual([[2, 4], [6]]);
  });
});

function succeed(taskToken: string | undefined, output: unknown) {
  return platform.client.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) }));
}
