import type { TaskState } from './definition.ts';
import { StateError } from './errors.ts';
import { evaluate, queryError } from './expressions.ts';
import { isTooLarge, type Json, type JsonObject, MAX_PAYLOAD_BYTES, payloadText } from './json.ts';
import type { Task, Thread } from './records.ts';
import { type Chance, surroundings } from './surroundings.ts';
import type { Turn } from './turn.ts';

/**
 * How functions are called. Resolves with what the function returned; `functionError` says that it failed
 * (`payload` is then Lambda's `{ errorType, errorMessage, ... }`). Rejects when it could not be called at all.
 */
export type Invoke = (
  functionName: string,
  payload: unknown,
) => Promise<{ payload: unknown; functionError?: string | undefined }>;

/** How an attempt ended. */
export type Outcome = { result: Json } | { error: string | undefined; cause: string | undefined };

/** What every history event about a task says about its kind. */
export function taskKind(task: Pick<Task, 'token'>): { resourceType: string; resource: string } {
  return { resourceType: 'lambda', resource: task.token === null ? 'invoke' : 'invoke.waitForTaskToken' };
}

/**
 * Opens the thread's attempt of its Task state: evaluates the arguments, makes the token, notes the due times.
 * @throws StateError when an expression fails or the payload is too large
 */
export async function openAttempt(
  turn: Turn,
  thread: Thread,
  state: TaskState,
  chance: Chance,
): Promise<void> {
  const token = state.Resource.endsWith('.waitForTaskToken') ? chance.newId() : null;
  const around = surroundings(turn, thread, chance, {}, token === null ? {} : { Task: { Token: token } });
  const functionName = await evaluate(state.Arguments.FunctionName, around, 'Arguments/FunctionName');
  if (typeof functionName !== 'string') {
    throw queryError(state.Arguments.FunctionName, 'Arguments/FunctionName', 'returned no string');
  }
  // Lambda gets {} when the definition names no payload.
  const payload = await evaluate(state.Arguments.Payload ?? {}, around, 'Arguments/Payload');
  payloadText(payload, 'payload of the task');
  const timeoutSeconds = await duration(state.TimeoutSeconds, 'TimeoutSeconds');
  const heartbeatSeconds = await duration(state.HeartbeatSeconds, 'HeartbeatSeconds');

  async function duration(field: number | string | undefined, location: string): Promise<number | null> {
    if (field === undefined) return null;
    return wholeSeconds(field, await evaluate(field, around, location), 1, location);
  }

  const task: Task = {
    execution: turn.execution.arn,
    visit: thread.visit,
    attempt: thread.attempt,
    thread: thread.id,
    state: thread.state,
    functionName,
    payload,
    token,
    status: 'scheduled',
    result: null,
    error: null,
    cause: null,
    timeoutSeconds,
    heartbeatSeconds,
    dueAt: timeoutSeconds === null ? null : turn.now + timeoutSeconds * 1000,
    heartbeatDueAt: heartbeatSeconds === null ? null : turn.now + heartbeatSeconds * 1000,
  };
  thread.phase = 'task';
  thread.wakeAt = null;
  turn.schedule(task);
  turn.event(thread, 'TaskScheduled', {
    ...taskKind(task),
    parameters: JSON.stringify({ FunctionName: functionName, Payload: payload }),
    ...(timeoutSeconds !== null && { timeoutInSeconds: timeoutSeconds }),
    ...(heartbeatSeconds !== null && { heartbeatInSeconds: heartbeatSeconds }),
  });
  turn.event(thread, 'TaskStarted', taskKind(task));
}

/**
 * A whole number of seconds that a field or its expression gave.
 * @throws StateError `States.QueryEvaluationError` for anything else
 */
export function wholeSeconds(field: Json, value: Json, least: number, location: string): number {
  if (Number.isInteger(value) && Number(value) >= least && Number(value) <= 99_999_999) return Number(value);
  throw queryError(
    field,
    location,
    `returned ${JSON.stringify(value)}, not a whole number from ${least} to 99999999`,
  );
}

/** Calls the function and tells the outcome in the words of the language; never rejects. */
export async function callFunction(invoke: Invoke, task: Task): Promise<Outcome> {
  try {
    const answer = await invoke(task.functionName, task.payload);
    const text = JSON.stringify(answer.payload ?? null);
    if (answer.functionError !== undefined) return { error: errorTypeOf(answer.payload), cause: text };
    if (isTooLarge(text)) {
      return {
        error: 'States.DataLimitExceeded',
        cause: `The result is larger than ${MAX_PAYLOAD_BYTES} bytes.`,
      };
    }
    const result: JsonObject = {
      ExecutedVersion: '$LATEST',
      Payload: JSON.parse(text) as Json,
      StatusCode: 200,
    };
    return { result };
  } catch (problem) {
    const { name, message } = problem instanceof Error ? problem : { name: '', message: String(problem) };
    // A named refusal of the service, such as Lambda.ResourceNotFoundException; else the call never got there.
    return { error: `Lambda.${name.endsWith('Exception') ? name : 'SdkClientException'}`, cause: message };
  }
}

function errorTypeOf(payload: unknown): string {
  const named =
    typeof payload === 'object' && payload !== null && 'errorType' in payload ? payload.errorType : '';
  return typeof named === 'string' && named !== '' ? named : 'Lambda.Unknown';
}

/** How an attempt that did not succeed ended: by itself, by its time, or before its token could be answered. */
export type Ending = 'TaskFailed' | 'TaskTimedOut' | 'TaskSubmitFailed';

/** Records the outcome of an open attempt and its event; the thread goes on from there. */
export function settle(turn: Turn, task: Task, outcome: Outcome, ending: Ending = 'TaskFailed'): void {
  const thread = turn.existingThread(task.thread);
  if ('result' in outcome) {
    turn.closeTask(task, { status: 'succeeded', result: outcome.result, error: null, cause: null });
    turn.event(thread, 'TaskSucceeded', { ...taskKind(task), output: JSON.stringify(outcome.result) });
  } else {
    const error = outcome.error ?? null;
    const cause = outcome.cause ?? null;
    turn.closeTask(task, {
      status: ending === 'TaskTimedOut' ? 'timed-out' : 'failed',
      result: null,
      error,
      cause,
    });
    turn.event(thread, ending, {
      ...taskKind(task),
      ...(error !== null && { error }),
      ...(cause !== null && { cause }),
    });
  }
  thread.phase = 'settled';
}

/** Notes that the function of a callback task has answered, and that its token is awaited from now on. */
export function markSubmitted(turn: Turn, task: Task, answer: Json): void {
  turn.changeTask(task, { status: 'submitted' });
  turn.event(turn.existingThread(task.thread), 'TaskSubmitted', {
    ...taskKind(task),
    output: JSON.stringify(answer),
  });
}

/** The failure that a closed attempt stands for. */
export function failureOf(task: Task): StateError {
  return new StateError(task.error ?? undefined, task.cause ?? undefined);
}

/** The error of an open task whose time is over. */
export function overdue(task: Task, now: number): string | undefined {
  if (task.dueAt !== null && task.dueAt <= now) return 'States.Timeout';
  if (task.heartbeatDueAt !== null && task.heartbeatDueAt <= now) return 'States.HeartbeatTimeout';
  return undefined;
}
