import * as z from 'zod';
import { isExpression } from './expressions.ts';

/** Longest time the language can name, in seconds (about 3.17 years). */
const MAX_SECONDS = 99_999_999;

const Expression = z.string().refine(isExpression, 'must be a number or a JSONata string "{% ... %}"');
const Template = z.json();
const StateName = z.string().min(1).max(80);
const seconds = (least: number) => z.union([z.int().min(least).max(MAX_SECONDS), Expression]);

const Assign = z.record(
  z
    .string()
    .max(80)
    .regex(/^[A-Za-z_]\w*$/, 'is not a variable name')
    .refine((name) => name !== 'states', 'is reserved'),
  Template,
);

const common = {
  Comment: z.string().optional(),
  QueryLanguage: z.literal('JSONata').optional(),
};
const result = { Assign: Assign.optional(), Output: Template.optional() };
const onward = { Next: StateName.optional(), End: z.literal(true).optional() };

const Retrier = z.strictObject({
  ErrorEquals: z.array(z.string().min(1)).min(1),
  IntervalSeconds: z.int().min(1).max(MAX_SECONDS).default(1),
  MaxAttempts: z.int().min(0).max(MAX_SECONDS).default(3),
  BackoffRate: z.number().min(1).default(2),
  MaxDelaySeconds: z.int().min(1).max(31_622_400).optional(),
  JitterStrategy: z.enum(['NONE', 'FULL']).default('NONE'),
  Comment: z.string().optional(),
});

const Catcher = z.strictObject({
  ErrorEquals: z.array(z.string().min(1)).min(1),
  Next: StateName,
  Comment: z.string().optional(),
  ...result,
});

const resilience = { Retry: z.array(Retrier).optional(), Catch: z.array(Catcher).optional() };

const TaskState = z.strictObject({
  Type: z.literal('Task'),
  Resource: z
    .string()
    .regex(
      /^arn:aws(-[a-z-]+)?:states:::lambda:invoke(\.waitForTaskToken)?$/,
      'is not supported: only arn:<partition>:states:::lambda:invoke and its .waitForTaskToken form run here',
    ),
  Arguments: z.strictObject({
    FunctionName: z
      .string()
      .min(1)
      .refine((name) => !name.includes('${'), 'still holds a definition substitution that nobody resolved'),
    Payload: Template.optional(),
  }),
  TimeoutSeconds: seconds(1).optional(),
  HeartbeatSeconds: seconds(1).optional(),
  ...common,
  ...result,
  ...onward,
  ...resilience,
});

const ChoiceState = z.strictObject({
  Type: z.literal('Choice'),
  Choices: z
    .array(
      z.strictObject({
        Condition: z.union([z.boolean(), Expression]),
        Next: StateName,
        Comment: z.string().optional(),
        ...result,
      }),
    )
    .min(1),
  Default: StateName.optional(),
  ...common,
  ...result,
});

const WaitState = z.strictObject({
  Type: z.literal('Wait'),
  Seconds: seconds(0).optional(),
  Timestamp: z.union([z.iso.datetime({ offset: true }), Expression]).optional(),
  ...common,
  ...result,
  ...onward,
});

const PassState = z.strictObject({ Type: z.literal('Pass'), ...common, ...result, ...onward });

const SucceedState = z.strictObject({ Type: z.literal('Succeed'), Output: Template.optional(), ...common });

const FailState = z.strictObject({
  Type: z.literal('Fail'),
  Error: z.string().optional(),
  Cause: z.string().optional(),
  ...common,
});

const MapState = z.strictObject({
  Type: z.literal('Map'),
  Items: z.union([z.array(Template), Expression]).optional(),
  ItemSelector: Template.optional(),
  MaxConcurrency: z.union([z.int().min(0), Expression]).optional(),
  get ItemProcessor() {
    return ItemProcessor;
  },
  ...common,
  ...result,
  ...onward,
  ...resilience,
});

const StateSchema = z.discriminatedUnion('Type', [
  TaskState,
  ChoiceState,
  WaitState,
  PassState,
  SucceedState,
  FailState,
  MapState,
]);

const ItemProcessor = z.strictObject({
  Comment: z.string().optional(),
  ProcessorConfig: z.strictObject({ Mode: z.literal('INLINE') }).optional(),
  StartAt: StateName,
  get States(): z.ZodRecord<typeof StateName, typeof StateSchema> {
    return z.record(StateName, StateSchema);
  },
});

/** The subset of the Amazon States Language that runs here; every object is strict, so nothing is ignored. */
export const DefinitionSchema = z.strictObject({
  Comment: z.string().optional(),
  QueryLanguage: z.literal('JSONata').optional(),
  Version: z.literal('1.0').optional(),
  TimeoutSeconds: z.int().min(1).max(MAX_SECONDS).optional(),
  StartAt: StateName,
  States: z.record(StateName, StateSchema),
});

export type Definition = z.infer<typeof DefinitionSchema>;
export type State = z.infer<typeof StateSchema>;
export type Retrier = z.infer<typeof Retrier>;
export type Catcher = z.infer<typeof Catcher>;
export type TaskState = z.infer<typeof TaskState>;
export type ChoiceState = z.infer<typeof ChoiceState>;
export type WaitState = z.infer<typeof WaitState>;
export type MapState = z.infer<typeof MapState>;

/** A level of states that reach one another: the whole machine, or the processor of one Map state. */
export type Scope = Pick<Definition, 'StartAt' | 'States'>;
