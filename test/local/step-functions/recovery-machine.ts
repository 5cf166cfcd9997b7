export const EXECUTIONS = Array.from({ length: 15 }, (_, index) => `application-${index + 1}`);

/** `name|state|item|round|retry` of a call: unique for each attempt of each visit. */
const key =
  "{% $join([$states.context.Execution.Name, $states.context.State.Name, $exists($states.context.Map) ? $string($states.context.Map.Item.Index) : '-', $string($round), $string($states.context.State.RetryCount)], '|') %}";

const call = (FunctionName: string, more: object) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Arguments: { FunctionName, Payload: { key, retry: '{% $states.context.State.RetryCount %}' } },
  Output: '{% $states.result.Payload %}',
  ...more,
});

/** Goes twice through every kind of state that has something to lose. */
export const machine = {
  QueryLanguage: 'JSONata',
  StartAt: 'Begin',
  States: {
    Begin: { Type: 'Pass', Assign: { round: 1, seen: [] }, Next: 'Check' },
    Check: call('check', { Assign: { seen: '{% [$seen, $states.result.Payload] %}' }, Next: 'Each' }),
    Each: {
      Type: 'Map',
      Items: ['a', 'b', 'c'],
      MaxConcurrency: 2,
      ItemProcessor: { StartAt: 'Item', States: { Item: call('item', { End: true }) } },
      Next: 'Pause',
    },
    Pause: { Type: 'Wait', Timestamp: '{% $fromMillis($millis() + 30) %}', Next: 'Ask' },
    Ask: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
      Arguments: {
        FunctionName: 'ask',
        Payload: { key, retry: 0, token: '{% $states.context.Task.Token %}' },
      },
      Next: 'Flaky',
    },
    Flaky: call('flaky', { Retry: [{ ErrorEquals: ['Busy'], JitterStrategy: 'FULL' }], Next: 'Again' }),
    Again: {
      Type: 'Choice',
      Choices: [{ Condition: '{% $round < 2 %}', Assign: { round: '{% $round + 1 %}' }, Next: 'Check' }],
      Default: 'Done',
    },
    Done: { Type: 'Succeed', Output: '{% $seen %}' },
  },
};
