import type { Surroundings } from './expressions.ts';
import type { JsonObject } from './json.ts';
import { parseJson } from './json.ts';
import type { Thread } from './records.ts';
import type { Turn } from './turn.ts';

/** Where chance and names come from; passed in, so that a test can fix them. */
export type Chance = {
  /** Yields a number in [0, 1). */
  random: () => number;
  /** Yields a new unique id. */
  newId: () => string;
};

export function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/**
 * What the fields of a state can see: `$states` with `input`, `context` and the given extras
 * (`result` or `errorOutput`), the variables, and the clock of the turn.
 * @param context additions to `$states.context`: a task token, or the item while `ItemSelector` is evaluated
 */
export function surroundings(
  turn: Turn,
  thread: Thread,
  chance: Chance,
  extras: JsonObject = {},
  context: JsonObject = {},
): Surroundings {
  return {
    states: { input: thread.input, context: { ...contextOf(turn, thread), ...context }, ...extras },
    variables: thread.variables,
    now: turn.now,
    ...chance,
  };
}

/** The Context object of Step Functions, as far as it exists here. */
function contextOf({ execution }: Turn, thread: Thread): JsonObject {
  return {
    Execution: {
      Id: execution.arn,
      Input: parseJson(execution.input),
      Name: execution.name,
      RoleArn: execution.roleArn,
      StartTime: iso(execution.startedAt),
      RedriveCount: 0,
    },
    State: { EnteredTime: iso(thread.enteredAt), Name: thread.state, RetryCount: thread.attempt },
    StateMachine: { Id: execution.machineArn, Name: execution.machineName },
    ...(thread.item && { Map: { Item: { Index: thread.item.index, Value: thread.item.value } } }),
  };
}
