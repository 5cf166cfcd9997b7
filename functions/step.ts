import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { type StepId, type StepInput, type StepOutput, steps } from '../contract/steps.ts';

/** What does a workflow step's work. */
export type StepImplementation<Id extends StepId> = (
  input: StepInput<Id>,
  now: Date,
) => Promise<StepOutput<Id>>;

/**
 * The Lambda handler of one workflow step: checks what the state machine hands in and what goes back to it. Errors
 * pass through by name, which is what `ErrorEquals` says; their log line carries no input.
 */
export function createStepHandler<Id extends StepId>(
  id: Id,
  implementation: StepImplementation<Id>,
  clock: () => Date,
) {
  return middy<unknown, StepOutput<Id>, Error, Context>()
    .use({
      onError: ({ error }) => {
        console.error(JSON.stringify({ level: 'error', step: id, error: error?.name }));
      },
    })
    .handler(async (event) => {
      const input = steps[id].input.parse(event) as StepInput<Id>;
      return steps[id].output.parse(await implementation(input, clock())) as StepOutput<Id>;
    });
}
