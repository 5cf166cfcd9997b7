import type { Json, JsonObject } from './json.ts';

/** Times in records are epoch milliseconds of the platform's clock. */

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

export type Execution = {
  arn: string;
  machineArn: string;
  machineName: string;
  roleArn: string;
  /** Version of the definition that it started with and keeps to its end. */
  revision: number;
  name: string;
  /** JSON text as it was sent: an equal text makes a repeated start idempotent. */
  input: string;
  status: ExecutionStatus;
  startedAt: number;
  stoppedAt: number | null;
  output: string | null;
  error: string | null;
  cause: string | null;
  /** When `TimeoutSeconds` of the machine ends it. */
  dueAt: number | null;
  /** Last numbers given out inside this execution. */
  lastVisit: number;
  lastThread: number;
  lastEvent: number;
};

/**
 * - `ready`: its state is entered and has work to do now
 * - `task`: an attempt of its Task is open (the journal says how far)
 * - `settled`: the attempt has an outcome in the journal, the state is not left yet
 * - `waiting`, `backoff`: a Wait, or the pause before a retry, until `wakeAt`
 * - `items`: a Map whose iterations run;  `pending`: an iteration not begun;  `done`: one that has its output
 */
export type Phase = 'ready' | 'task' | 'settled' | 'waiting' | 'backoff' | 'items' | 'pending' | 'done';

/** One point of control: thread 1 is the execution itself, each iteration of a Map is another. */
export type Thread = {
  execution: string;
  id: number;
  /** The thread whose Map state it iterates for, with its place and item; null on thread 1. */
  parent: number | null;
  item: { index: number; value: Json } | null;
  state: string;
  /** Number of this entry into a state, counted over the execution: together with `attempt` the journal's key. */
  visit: number;
  /** 0 for the first run of the state in this visit, then one more for each retry. */
  attempt: number;
  /** Retries used, one count for each entry of the state's `Retry`. */
  retries: number[];
  phase: Phase;
  input: Json;
  variables: JsonObject;
  output: Json;
  enteredAt: number;
  wakeAt: number | null;
  lastEvent: number;
};

/** A thread that has not entered a state yet. */
export function newThread(
  parent: number | null,
  item: Thread['item'],
  input: Json,
  variables: JsonObject,
  lastEvent: number,
): Omit<Thread, 'execution' | 'id'> {
  const place = { state: '', visit: 0, attempt: 0, retries: [], enteredAt: 0, wakeAt: null };
  return { parent, item, ...place, phase: 'pending', input, variables, output: null, lastEvent };
}

/**
 * - `scheduled`: the function is to be called, or its call has not been recorded as answered
 * - `submitted`: the function answered; the token is awaited
 * - the rest: closed, with the outcome recorded once and for all
 */
export type TaskStatus = 'scheduled' | 'submitted' | 'succeeded' | 'failed' | 'timed-out' | 'aborted';

/** One attempt of a Task: the journal entry that a restart reads. */
export type Task = {
  execution: string;
  visit: number;
  attempt: number;
  thread: number;
  state: string;
  functionName: string;
  payload: Json;
  /** Only for `.waitForTaskToken`. */
  token: string | null;
  status: TaskStatus;
  result: Json;
  error: string | null;
  cause: string | null;
  timeoutSeconds: number | null;
  heartbeatSeconds: number | null;
  dueAt: number | null;
  heartbeatDueAt: number | null;
};

export type HistoryEvent = {
  id: number;
  previous: number;
  at: number;
  type: string;
  details: JsonObject;
};

export type Machine = {
  arn: string;
  name: string;
  roleArn: string;
  revision: number;
  definition: string;
  createdAt: number;
  updatedAt: number;
};
