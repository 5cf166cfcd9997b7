import type { ChoiceState, State, WaitState } from './definition.ts';
import { StateError } from './errors.ts';
import { evaluate, queryError, type Surroundings } from './expressions.ts';
import { catcherFor, errorOutput, retrierFor, retryDelayMs } from './failures.ts';
import { type Json, type JsonObject, payloadText } from './json.ts';
import { abandonItems, beginItems, collectItems, startPendingItems } from './map-items.ts';
import { newThread, type Thread } from './records.ts';
import { type Chance, surroundings } from './surroundings.ts';
import { failureOf, openAttempt, wholeSeconds } from './task-attempts.ts';
import type { Turn } from './turn.ts';

/** The fields that shape how a state is left: those of the state itself, of a Choice rule or of a catcher. */
type Exit = { Assign?: JsonObject | undefined; Output?: Json | undefined };

/**
 * The language itself: takes one thread one transition further and leaves every effect in the turn, so that nothing
 * outside happens before the turn is on disk.
 */
export class Interpreter {
  readonly #chance: Chance;

  constructor(chance: Chance) {
    this.#chance = chance;
  }

  /** Begins the execution on its first thread. */
  async start(turn: Turn): Promise<void> {
    const { execution, definition } = turn;
    turn.event(undefined, 'ExecutionStarted', { input: execution.input, roleArn: execution.roleArn });
    const input = JSON.parse(execution.input) as Json;
    const thread = turn.addThread(newThread(null, null, input, {}, execution.lastEvent));
    await this.#enter(turn, thread, definition.StartAt, input);
  }

  /** Does what a runnable thread has to do next. */
  async step(turn: Turn, thread: Thread): Promise<void> {
    const state = turn.stateOf(thread);
    await this.#guarded(turn, thread, () => this.#work(turn, thread, state));
  }

  async #work(turn: Turn, thread: Thread, state: State): Promise<void> {
    if (thread.phase === 'backoff') return this.#begin(turn, thread, state);
    switch (state.Type) {
      case 'Task': {
        const task = turn.task(thread);
        if (!task) throw new Error(`${thread.execution} settled an attempt that the journal does not have`);
        if (task.status !== 'succeeded') return this.#fail(turn, thread, failureOf(task));
        return this.#leave(turn, thread, state, state, nextOf(state), task.result, { result: task.result });
      }
      case 'Map': {
        const result = collectItems(turn, thread);
        return this.#leave(turn, thread, state, state, nextOf(state), result, { result });
      }
      case 'Choice':
        return this.#choose(turn, thread, state);
      case 'Fail': {
        const around = this.#around(turn, thread);
        const error = await text(state.Error, around, 'Error');
        const cause = await text(state.Cause, around, 'Cause');
        return this.#fail(turn, thread, new StateError(error, cause));
      }
      case 'Succeed':
        return this.#leave(turn, thread, state, state, null, thread.input);
      default:
        return this.#leave(turn, thread, state, state, nextOf(state), thread.input);
    }
  }

  async #choose(turn: Turn, thread: Thread, state: ChoiceState): Promise<void> {
    const around = this.#around(turn, thread);
    for (const [index, rule] of state.Choices.entries()) {
      const location = `Choices[${index}]/Condition`;
      const holds = await evaluate(rule.Condition, around, location);
      if (typeof holds !== 'boolean') throw queryError(rule.Condition, location, 'returned no boolean');
      if (holds) return this.#leave(turn, thread, state, rule, rule.Next, thread.input);
    }
    if (state.Default === undefined) {
      throw new StateError(
        'States.NoChoiceMatched',
        `No rule of "${thread.state}" holds, and it has no Default.`,
      );
    }
    return this.#leave(turn, thread, state, state, state.Default, thread.input);
  }

  async #enter(turn: Turn, thread: Thread, name: string, input: Json): Promise<void> {
    turn.execution.lastVisit += 1;
    const visit = turn.execution.lastVisit;
    Object.assign(thread, {
      state: name,
      visit,
      attempt: 0,
      retries: [],
      phase: 'ready',
      input,
      wakeAt: null,
    });
    thread.enteredAt = turn.now;
    const state = turn.stateOf(thread);
    turn.event(thread, `${state.Type}StateEntered`, { name, input: JSON.stringify(input) });
    await this.#guarded(turn, thread, () => this.#begin(turn, thread, state));
  }

  /** Begins what has to be awaited; states that need nothing from outside stay `ready` for the next transition. */
  async #begin(turn: Turn, thread: Thread, state: State): Promise<void> {
    if (state.Type === 'Task') return openAttempt(turn, thread, state, this.#chance);
    if (state.Type === 'Wait') {
      thread.wakeAt = await wakeTime(state, this.#around(turn, thread), turn.now);
      thread.phase = 'waiting';
    }
    if (state.Type === 'Map') {
      await beginItems(turn, thread, state, this.#chance);
      await this.#startItems(turn, thread);
    }
  }

  async #startItems(turn: Turn, map: Thread): Promise<void> {
    for (const child of startPendingItems(turn, map)) {
      await this.#enter(turn, child, turn.scope(child).StartAt, child.input);
      // An iteration that failed at once has ended the Map, and with it its other iterations.
      if (turn.thread(child.id) !== child) return;
    }
  }

  /**
   * Leaves a state: `Assign` and `Output` both see the variables as they were; assignments count from the next state.
   * @param next the target, or null at the end of the level
   * @param fallback what the state yields when it has no `Output`
   */
  async #leave(
    turn: Turn,
    thread: Thread,
    state: State,
    exit: Exit,
    next: string | null,
    fallback: Json,
    extras: JsonObject = {},
    location = '',
  ): Promise<void> {
    const around = this.#around(turn, thread, extras);
    const assigned = (await evaluate(exit.Assign ?? {}, around, `${location}Assign`)) as JsonObject;
    const output =
      exit.Output === undefined ? fallback : await evaluate(exit.Output, around, `${location}Output`);
    const told = payloadText(output, 'output of the state');
    payloadText(assigned, 'sum of the assigned variables');

    thread.variables = { ...thread.variables, ...assigned };
    thread.wakeAt = null;
    const variables = Object.entries(assigned).map(([name, value]) => [name, JSON.stringify(value)]);
    turn.event(thread, `${state.Type}StateExited`, {
      name: thread.state,
      output: told,
      ...(variables.length > 0 && { assignedVariables: Object.fromEntries(variables) }),
    });
    if (next !== null) return this.#enter(turn, thread, next, output);
    if (thread.parent !== null) return this.#endItem(turn, thread, output);
    turn.event(thread, 'ExecutionSucceeded', { output: told });
    turn.close('SUCCEEDED', { output: told });
  }

  async #endItem(turn: Turn, child: Thread, output: Json): Promise<void> {
    const map = turn.existingThread(child.parent ?? 0);
    turn.event(child, 'MapIterationSucceeded', { name: map.state, index: child.item?.index ?? 0 });
    Object.assign(child, { phase: 'done', output });
    map.lastEvent = child.lastEvent;
    await this.#startItems(turn, map);
  }

  /** Runs work whose failure is the state's failure. */
  async #guarded(turn: Turn, thread: Thread, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (problem) {
      if (!(problem instanceof StateError)) throw problem;
      await this.#fail(turn, thread, problem);
    }
  }

  /** A failure of the thread's state: retried, caught, or the end of the level. */
  async #fail(turn: Turn, thread: Thread, failure: StateError): Promise<void> {
    const state = turn.stateOf(thread);
    const output = errorOutput(failure);
    if (failure.location !== undefined) tellEvaluationFailed(turn, thread, failure);
    if (state.Type === 'Map') abandonItems(turn, thread);
    if (state.Type === 'Task' || state.Type === 'Map') {
      const retry = retrierFor(state.Retry, thread.retries, failure.error);
      if (retry) return this.#backOff(turn, thread, retry);
      const caught = catcherFor(state.Catch, failure.error);
      if (caught) {
        const { index, catcher } = caught;
        const extras = { errorOutput: output };
        try {
          return await this.#leave(
            turn,
            thread,
            state,
            catcher,
            catcher.Next,
            output,
            extras,
            `Catch[${index}]/`,
          );
        } catch (problem) {
          if (!(problem instanceof StateError)) throw problem;
          tellEvaluationFailed(turn, thread, problem);
          return this.#failLevel(turn, thread, problem);
        }
      }
    }
    return this.#failLevel(turn, thread, failure);
  }

  #backOff(turn: Turn, thread: Thread, { index, retrier }: NonNullable<ReturnType<typeof retrierFor>>): void {
    const used = (thread.retries[index] ?? 0) + 1;
    thread.retries = Array.from({ length: Math.max(thread.retries.length, index + 1) }, (_, at) =>
      at === index ? used : (thread.retries[at] ?? 0),
    );
    thread.attempt += 1;
    thread.phase = 'backoff';
    thread.wakeAt = turn.now + retryDelayMs(retrier, used, this.#chance.random);
  }

  async #failLevel(turn: Turn, thread: Thread, failure: StateError): Promise<void> {
    if (thread.parent === null) return turn.fail(failure.error, failure.cause, thread);
    const map = turn.existingThread(thread.parent);
    turn.event(thread, 'MapIterationFailed', { name: map.state, index: thread.item?.index ?? 0 });
    map.lastEvent = thread.lastEvent;
    turn.event(map, 'MapStateFailed');
    // The place of the failure was told where it happened.
    await this.#fail(turn, map, new StateError(failure.error, failure.cause));
  }

  #around(turn: Turn, thread: Thread, extras: JsonObject = {}): Surroundings {
    return surroundings(turn, thread, this.#chance, extras);
  }
}

async function text(
  field: string | undefined,
  around: Surroundings,
  location: string,
): Promise<string | undefined> {
  if (field === undefined) return undefined;
  const value = await evaluate(field, around, location);
  if (typeof value !== 'string') throw queryError(field, location, 'returned no string');
  return value;
}

function nextOf(state: { Next?: string | undefined }): string | null {
  return state.Next ?? null;
}

/** When a Wait ends, in epoch milliseconds. */
async function wakeTime(state: WaitState, around: Surroundings, now: number): Promise<number> {
  if (state.Seconds !== undefined) {
    const seconds = await evaluate(state.Seconds, around, 'Seconds');
    return now + wholeSeconds(state.Seconds, seconds, 0, 'Seconds') * 1000;
  }
  const field = state.Timestamp ?? '';
  const timestamp = await evaluate(field, around, 'Timestamp');
  const at = typeof timestamp === 'string' && timestamp.includes('T') ? Date.parse(timestamp) : Number.NaN;
  if (Number.isNaN(at))
    throw queryError(field, 'Timestamp', `returned ${JSON.stringify(timestamp)}, not a time`);
  return at;
}

function tellEvaluationFailed(turn: Turn, thread: Thread, { error, cause, location }: StateError): void {
  turn.event(thread, 'EvaluationFailed', {
    state: thread.state,
    ...(error !== undefined && { error }),
    ...(cause !== undefined && { cause }),
    ...(location !== undefined && { location }),
  });
}
