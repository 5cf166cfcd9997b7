import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { loadDefinition } from '../../../local/step-functions/load-definition.ts';

const validate = createRequire(import.meta.url)('asl-validator') as (definition: unknown) => {
  isValid: boolean;
  errorsText: () => string;
};

const task = {
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Arguments: { FunctionName: 'check', Payload: { id: '{% $states.input.id %}' } },
  End: true,
};
const end = { Type: 'Succeed' };
const machine = (States: object, more: object = {}) => ({
  QueryLanguage: 'JSONata',
  StartAt: Object.keys(States)[0],
  States,
  ...more,
});

/** The sentence with which a definition is refused. */
function refusal(definition: object | string): string {
  try {
    loadDefinition(typeof definition === 'string' ? definition : JSON.stringify(definition));
  } catch (problem) {
    const { name, message } = problem as Error;
    return `${name}: ${message}`;
  }
  return 'accepted';
}

const everything = machine(
  {
    Check: {
      ...task,
      Comment: 'every field that a Task may have',
      QueryLanguage: 'JSONata',
      TimeoutSeconds: 30,
      HeartbeatSeconds: 10,
      Retry: [
        {
          ErrorEquals: ['Lambda.ServiceException', 'States.Timeout'],
          IntervalSeconds: 2,
          MaxAttempts: 5,
          BackoffRate: 1.5,
          MaxDelaySeconds: 60,
          JitterStrategy: 'FULL',
        },
        { ErrorEquals: ['States.ALL'] },
      ],
      Catch: [
        {
          ErrorEquals: ['States.ALL'],
          Next: 'Broken',
          Assign: { why: '{% $states.errorOutput.Error %}' },
          Output: '{% $states.errorOutput %}',
        },
      ],
      Assign: { dueAt: '{% $states.result.Payload.dueAt %}', why: 'nothing' },
      Output: '{% $states.result.Payload %}',
      End: undefined,
      Next: 'Ask',
    },
    Ask: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
      Arguments: { FunctionName: 'ask', Payload: { token: '{% $states.context.Task.Token %}' } },
      TimeoutSeconds:
        '{% $max([1, $ceil(($toMillis($dueAt) - $toMillis($states.context.State.EnteredTime)) / 1000)]) %}',
      Next: 'Which',
    },
    Which: {
      Type: 'Choice',
      Choices: [
        {
          Condition: "{% $states.input.decision = 'approve' %}",
          Next: 'Each',
          Output: '{% $states.input.ids %}',
        },
      ],
      Default: 'Pause',
    },
    Pause: { Type: 'Wait', Seconds: '{% $states.input.seconds %}', Next: 'Until' },
    Until: { Type: 'Wait', Timestamp: '2020-03-05T00:00:00Z', Next: 'Shape' },
    Shape: { Type: 'Pass', Output: { at: '{% $now() %}' }, Next: 'Which' },
    Each: {
      Type: 'Map',
      Items: '{% $states.input %}',
      ItemSelector: { id: '{% $states.context.Map.Item.Value %}' },
      MaxConcurrency: 2,
      ItemProcessor: {
        ProcessorConfig: { Mode: 'INLINE' },
        StartAt: 'One',
        States: { One: { ...task, Assign: { own: '{% $dueAt %}' } } },
      },
      Next: 'Done',
    },
    Done: { Type: 'Succeed', Output: '{% $why %}' },
    Broken: { Type: 'Fail', Error: 'Broken', Cause: '{% $why %}' },
  },
  { Comment: 'all of it', Version: '1.0', TimeoutSeconds: 1000 },
);

describe('A definition', () => {
  it('with every field of the subset is accepted, here and by an independent validator of the AWS language', () => {
    expect(refusal(everything)).toBe('accepted');
    const { isValid, errorsText } = validate(JSON.parse(JSON.stringify(everything)));
    expect(isValid, errorsText()).toBe(true);
  });

  it('of the other partitions is accepted', () => {
    expect(refusal(machine({ A: { ...task, Resource: 'arn:aws-cn:states:::lambda:invoke' } }))).toBe(
      'accepted',
    );
  });

  it.each([
    [
      machine({ A: { Type: 'Pass', InputPath: '$.a', End: true } }),
      '"A" has the field "InputPath"',
      'belongs to JSONPath',
    ],
    [machine({ A: { ...task, Parameters: {} } }), '"A" has the field "Parameters"', 'belongs to JSONPath'],
    [machine({ A: { ...task, Credentials: {} } }), '"A" has the field "Credentials"', 'not supported'],
    [
      machine({ A: { ...task, Arguments: { FunctionName: 'x', Qualifier: '1' } } }),
      '"Arguments.Qualifier"',
      'not supp',
    ],
    [
      machine({ A: { ...task, Retry: [{ ErrorEquals: ['x'], Jitter: 1 }] } }),
      '"A" has the field "Retry[0].Jitter"',
      '',
    ],
    [machine({ A: end }, { Foo: 1 }), 'The machine has the field "Foo"', 'not supported'],
    [
      machine({ A: { Type: 'Parallel', Branches: [], End: true } }),
      '"A", field "Type"',
      '"Parallel" is not supported',
    ],
    [
      machine({ A: { ...task, Resource: 'arn:aws:states:::sqs:sendMessage' } }),
      '"A", field "Resource"',
      'only arn:',
    ],
    [
      machine({ A: { ...task, Arguments: { FunctionName: ['$', '{check}'].join('') } } }),
      'FunctionName',
      'substitution',
    ],
    [machine({ A: { Type: 'Pass', Next: 'B' } }), '"A", field "Next"', 'no state "B"'],
    [
      machine({ A: { ...task, Catch: [{ ErrorEquals: ['x'], Next: 'B' }] } }),
      'Catch[0].Next',
      'no state "B"',
    ],
    [
      machine({ A: { Type: 'Choice', Choices: [{ Condition: true, Next: 'B' }] } }),
      'Choices[0].Next',
      'no state "B"',
    ],
    [machine({ A: { Type: 'Pass', Next: 'constructor' } }), '"A", field "Next"', 'no state "constructor"'],
    [machine({ A: end }, { StartAt: 'B' }), 'StartAt names "B"', 'not a state'],
    [machine({ A: end, B: end }), '"B"', 'not reachable'],
    [machine({ A: { Type: 'Pass' } }), '"A"', 'exactly one of the fields "Next" and "End"'],
    [machine({ A: { ...task, Next: 'B' }, B: end }), '"A"', 'exactly one of the fields "Next" and "End"'],
    [
      machine({ A: { Type: 'Wait', Seconds: 1, Timestamp: '2020-01-01T00:00:00Z', End: true } }),
      '"A"',
      '"Seconds" and',
    ],
    [
      machine({ A: { Type: 'Wait', Seconds: '10', End: true } }),
      '"A", field "Seconds"',
      'number or a JSONata',
    ],
    [machine({ A: { ...task, TimeoutSeconds: 0 } }), '"A", field "TimeoutSeconds"', ''],
    [machine({ A: { ...task, TimeoutSeconds: 5, HeartbeatSeconds: 5 } }), 'HeartbeatSeconds', 'smaller'],
    [machine({ A: { ...task, Retry: [{ ErrorEquals: ['States.ALL', 'x'] }] } }), 'Retry[0]', 'alone'],
    [
      machine({
        A: {
          ...task,
          Catch: [
            { ErrorEquals: ['States.ALL'], Next: 'B' },
            { ErrorEquals: ['x'], Next: 'B' },
          ],
        },
        B: end,
      }),
      'Catch[0]',
      'last entry',
    ],
    [
      machine({ A: { ...task, Resource: `${task.Resource}.waitForTaskToken` } }),
      '"A", field "Arguments"',
      'Task.Token',
    ],
    [
      machine({ A: { Type: 'Pass', Output: '{% 1 + %}', End: true } }),
      '"A", field "Output"',
      'not valid JSONata',
    ],
    [
      machine({ A: { Type: 'Pass', Output: { a: '{% $nobody %}' }, End: true } }),
      '"A", field "Output/a"',
      '"$nobody"',
    ],
    [
      machine({ A: { Type: 'Pass', Output: '{% $eval("1") %}', End: true } }),
      '"A", field "Output"',
      '"$eval"',
    ],
    [machine({ A: { Type: 'Pass', Output: '{% decision %}', End: true } }), '"decision"', 'root document'],
    [
      machine({ A: { Type: 'Choice', Choices: [{ Condition: "{% kind = 'x' %}", Next: 'B' }] }, B: end }),
      '"kind"',
      'root',
    ],
    [machine({ A: { Type: 'Pass', Output: '{% $.decision %}', End: true } }), '"$"', 'root document'],
    [machine({ A: { Type: 'Pass', Output: { 'a.$': '$.b' }, End: true } }), 'Output/a.$', 'JSONPath'],
    [machine({ A: { Type: 'Pass', Assign: { states: 1 }, End: true } }), 'Assign.states', ''],
    [machine({ A: end }, { QueryLanguage: 'JSONPath' }), 'The machine, field "QueryLanguage"', ''],
    [
      machine({ A: end }, { QueryLanguage: undefined }),
      '"A", field "QueryLanguage"',
      'JSONPath is not supported',
    ],
    ['{', 'not JSON', ''],
  ])('is refused with one sentence: case %#', (definition, place, reason) => {
    const sentence = refusal(definition);
    expect(sentence).toMatch(/^InvalidDefinition: /);
    expect(sentence).toContain(place);
    expect(sentence).toContain(reason);
  });

  it('is checked inside the processor of a Map as well', () => {
    const map = (States: object, Assign?: object) =>
      machine({
        Each: { Type: 'Map', ItemProcessor: { StartAt: Object.keys(States)[0], States }, Assign, End: true },
      });
    expect(refusal(map({ One: { Type: 'Pass', ResultPath: '$', End: true } }))).toContain(
      '"One" has the field "ResultPath"',
    );
    expect(refusal(map({ One: { Type: 'Pass', Next: 'Each' } }))).toContain('no state "Each" on this level');
    expect(refusal(map({ Each: { Type: 'Pass', End: true } }))).toContain('used twice');
    expect(refusal(map({ One: { Type: 'Pass', Assign: { n: 1 }, End: true } }, { n: 0 }))).toContain(
      'outer level',
    );
  });

  it('may use field names where JSONata evaluates them against an item, and names that the expression binds', () => {
    const expressions = [
      '$states.input.items[amount > 5].name',
      '$states.input.items^(>amount).{"n": name}',
      '$states.input.items{kind: $sum(amount)}',
      '($limit := 5; $filter($states.input.items, function($item) { $item.amount > $limit }))',
      '$states.input.items@$i.$i.amount',
      '$states.input ~> |items|{"seen": true}|',
    ];
    for (const expression of expressions) {
      const definition = machine({ A: { Type: 'Pass', Output: `{% ${expression} %}`, End: true } });
      expect([expression, refusal(definition)]).toEqual([expression, 'accepted']);
    }
  });
});
