import { setImmediate } from 'node:timers/promises';
import { Calls } from './calls.ts';
import type { Definition } from './definition.ts';
import { ServiceError } from './errors.ts';
import type { Interpreter } from './interpreter.ts';
import type { Journal } from './journal.ts';
import { Lanes } from './lanes.ts';
import { loadDefinition } from './load-definition.ts';
import type { Execution, Task } from './records.ts';
import { callFunction, type Invoke, markSubmitted, type Outcome, overdue, settle } from './task-attempts.ts';
import { isRunnable, Turn } from './turn.ts';

/** A closed execution is forgotten after 90 days, as in AWS; then its name is free again. */
const RETENTION_MS = 90 * 86_400_000;

/** Longest sleep between two looks at the clock, which may be moved at any time. */
const LONGEST_SLEEP_MS = 1_000;

/** Quota of a Standard execution's history is 25,000 events; the last transition may still add a few. */
const MAX_EVENTS = 24_990;

export type RuntimeParts = {
  journal: Journal;
  interpreter: Interpreter;
  invoke: Invoke;
  clock: () => Date;
  /** How many functions are called at once. */
  concurrency: number;
  /** Told of failures of the engine itself (a full disk); the work concerned is tried again within a second. */
  onFault: (fault: unknown) => void;
};

/** Drives executions: in lanes, one transition and one transaction at a time, calling functions only after a commit. */
export class Runtime {
  readonly #parts: RuntimeParts;
  readonly #lanes = new Lanes();
  readonly #calls: Calls;
  readonly #definitions = new Map<string, Definition>();
  /** Executions whose work failed in the engine itself, to be resumed at the next look at the clock. */
  readonly #stalled = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
  #closed = false;

  constructor(parts: RuntimeParts) {
    this.#parts = parts;
    this.#calls = new Calls(parts.concurrency, (task) => this.#call(task));
  }

  now(): number {
    return this.#parts.clock().getTime();
  }

  /** Takes up whatever was running when the process ended, then watches the clock. */
  recover(): void {
    for (const arn of this.#parts.journal.runningExecutions()) this.#stalled.add(arn);
    void this.look();
  }

  /** Begins the execution unless `existing` of the same arn decides otherwise; resolves when it is on disk. */
  start(fresh: Execution, accept: (existing: Execution) => Execution): Promise<Execution> {
    return this.#inLane(fresh.arn, async () => {
      const existing = this.#parts.journal.execution(fresh.arn);
      if (existing) return accept(existing);
      const turn = new Turn(this.#parts.journal, fresh, this.#definitionOf(fresh), fresh.startedAt);
      await this.#parts.interpreter.start(turn);
      this.#commit(turn);
      void this.#advance(fresh.arn);
      return turn.execution;
    });
  }

  /** Records the answer to a token; resolves when it is on disk, and the execution goes on by itself. */
  answer(token: string, outcome: Outcome): Promise<void> {
    return this.#withOpenTask(token, (turn, task) => settle(turn, task, outcome));
  }

  /** Grants another `HeartbeatSeconds` to the task. */
  heartbeat(token: string): Promise<void> {
    return this.#withOpenTask(token, (turn, task) => {
      const { heartbeatSeconds } = task;
      if (heartbeatSeconds !== null)
        turn.changeTask(task, { heartbeatDueAt: turn.now + heartbeatSeconds * 1000 });
    });
  }

  /** Ends a running execution as ABORTED; a closed one stays as it is. Undefined when there is none. */
  stop(arn: string, error: string | null, cause: string | null): Promise<Execution | undefined> {
    return this.#inLane(arn, () => {
      const turn = this.#turn(arn);
      if (!turn) return this.#parts.journal.execution(arn);
      turn.event(undefined, 'ExecutionAborted', {
        ...(error !== null && { error }),
        ...(cause !== null && { cause }),
      });
      turn.close('ABORTED', { error, cause });
      this.#commit(turn);
      return turn.execution;
    });
  }

  /** Looks at the clock now: everything that is due by it happens before this resolves. */
  async look(): Promise<void> {
    // A look that is under way may have read the clock before it was moved.
    while (this.#looking) await this.#looking;
    this.#looking = this.#lookOnce().finally(() => {
      this.#looking = undefined;
    });
    await this.#looking;
    this.#sleep();
  }

  /** Ends without a trace: calls still out are forgotten here and made again by the next process. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#looking;
    await this.#lanes.idle();
  }

  async #lookOnce(): Promise<void> {
    if (this.#closed) return;
    const stalled = [...this.#stalled];
    this.#stalled.clear();
    const resumed = stalled.map((arn) => this.#thenAdvance(arn, () => this.#resume(arn)));
    try {
      const now = this.now();
      this.#parts.journal.purgeClosedBefore(now - RETENTION_MS);
      const due = this.#parts.journal.due(now);
      await Promise.all([...resumed, ...due.map((arn) => this.#thenAdvance(arn, () => this.#fireDue(arn)))]);
    } catch (fault) {
      this.#parts.onFault(fault);
    }
  }

  #sleep(): void {
    // At the end of a look the clock is read again anyway.
    if (this.#closed || this.#looking) return;
    clearTimeout(this.#timer);
    const due = this.#parts.journal.nextDue();
    const wait = due === undefined || this.#stalled.size > 0 ? LONGEST_SLEEP_MS : due - this.now();
    this.#timer = setTimeout(() => void this.look(), Math.min(Math.max(wait, 0), LONGEST_SLEEP_MS));
    this.#timer.unref();
  }

  #inLane<T>(arn: string, work: () => T | Promise<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new Error('The Step Functions engine is closed.'));
    return this.#lanes.run(arn, work);
  }

  /** Work that nobody waits for an answer of: a fault is reported, and the execution resumed later. */
  async #background(arn: string, work: () => void | Promise<void>): Promise<void> {
    if (this.#closed) return;
    try {
      await this.#lanes.run(arn, work);
    } catch (fault) {
      this.#stalled.add(arn);
      this.#parts.onFault(fault);
    }
  }

  async #thenAdvance(arn: string, work: () => void): Promise<void> {
    await this.#background(arn, work);
    await this.#advance(arn);
  }

  /** A turn on a running execution. */
  #turn(arn: string): Turn | undefined {
    const execution = this.#parts.journal.execution(arn);
    if (execution?.status !== 'RUNNING') return undefined;
    return new Turn(this.#parts.journal, execution, this.#definitionOf(execution), this.now());
  }

  #commit(turn: Turn): void {
    turn.commit();
    for (const task of turn.toCall()) this.#calls.add(task);
    this.#sleep();
  }

  /** Takes every thread of the execution as far as it goes by itself. */
  async #advance(arn: string): Promise<void> {
    let isMoving = true;
    while (isMoving && !this.#closed) {
      isMoving = false;
      await this.#background(arn, async () => {
        isMoving = await this.#stepThreads(arn);
      });
      // A machine that loops without waiting must not keep the other executions from theirs.
      if (isMoving) await setImmediate();
    }
  }

  /** One transition of each thread that can go on, a transaction each; false when there was none. */
  async #stepThreads(arn: string): Promise<boolean> {
    const now = this.now();
    const runnable = this.#parts.journal.threads(arn).filter((thread) => isRunnable(thread, now));
    for (const { id } of runnable) {
      const turn = this.#turn(arn);
      const thread = turn?.thread(id);
      // An earlier one may have ended it: a failed iteration ends its whole Map.
      if (!turn || !thread || !isRunnable(thread, turn.now)) continue;
      if (turn.execution.lastEvent < MAX_EVENTS) await this.#parts.interpreter.step(turn, thread);
      else turn.fail('States.Runtime', 'The history has reached its quota of 25000 events.');
      this.#commit(turn);
    }
    return runnable.length > 0;
  }

  #fireDue(arn: string): void {
    const turn = this.#turn(arn);
    if (!turn) return;
    if (turn.execution.dueAt !== null && turn.execution.dueAt <= turn.now) {
      turn.event(undefined, 'ExecutionTimedOut', { error: 'States.Timeout' });
      turn.close('TIMED_OUT', { error: 'States.Timeout' });
    } else {
      for (const open of this.#parts.journal.openTasks(arn)) {
        const task = turn.task(open);
        const error = task && overdue(task, turn.now);
        if (task && error) settle(turn, task, { error, cause: undefined }, 'TaskTimedOut');
      }
    }
    this.#commit(turn);
  }

  /** After a restart or a fault: attempts without a recorded answer are called again, and threads go on. */
  #resume(arn: string): void {
    const turn = this.#turn(arn);
    if (!turn) return;
    for (const open of this.#parts.journal.openTasks(arn)) {
      const task = turn.task(open);
      if (task?.status !== 'scheduled' || this.#calls.has(task)) continue;
      // The call itself begins anew, so its time does, too; a person's deadline does not move.
      const { token, timeoutSeconds } = task;
      if (token === null && timeoutSeconds !== null) {
        turn.changeTask(task, { dueAt: turn.now + timeoutSeconds * 1000 });
      }
      turn.schedule(task);
    }
    this.#commit(turn);
  }

  /** Calls the function of an attempt and records the outcome; then the place in line is free for the next. */
  async #call(task: Task): Promise<void> {
    const { execution, visit, attempt } = task;
    const isStillOpen = () => this.#parts.journal.task(execution, visit, attempt)?.status === 'scheduled';
    let isOpen = false;
    await this.#background(execution, () => {
      // It may have been stopped, or answered before it was ever called, while it stood in line.
      isOpen = isStillOpen();
    });
    if (!isOpen) return;
    const outcome = await callFunction(this.#parts.invoke, task);
    await this.#background(execution, () => {
      if (!isStillOpen()) return;
      const turn = this.#turn(execution);
      const open = turn?.task(task);
      if (!turn || !open) return;
      if ('result' in outcome && task.token !== null) markSubmitted(turn, open, outcome.result);
      else settle(turn, open, outcome, task.token === null ? 'TaskFailed' : 'TaskSubmitFailed');
      this.#commit(turn);
    });
    void this.#advance(execution);
  }

  /** @throws ServiceError InvalidToken, TaskTimedOut or TaskDoesNotExist */
  async #withOpenTask(token: string, work: (turn: Turn, task: Task) => void): Promise<void> {
    const owner = this.#parts.journal.tokenOwner(token);
    if (!owner) throw new ServiceError('InvalidToken', 'Invalid token');
    await this.#inLane(owner.execution, () => {
      if (!this.#parts.journal.execution(owner.execution)) {
        throw new ServiceError('TaskDoesNotExist', 'Task does not exist anymore');
      }
      const turn = this.#turn(owner.execution);
      const task = turn?.task(owner);
      const isOpen = task?.status === 'scheduled' || task?.status === 'submitted';
      if (!turn || !task || !isOpen || overdue(task, turn.now)) {
        throw new ServiceError('TaskTimedOut', 'Task Timed Out: the task is closed or its time is over');
      }
      work(turn, task);
      this.#commit(turn);
    });
    void this.#advance(owner.execution);
  }

  #definitionOf({ machineArn, revision }: Execution): Definition {
    const key = `${machineArn} ${revision}`;
    const known = this.#definitions.get(key);
    if (known) return known;
    const text = this.#parts.journal.definitionText(machineArn, revision);
    if (text === undefined) throw new Error(`${machineArn} has no revision ${revision}`);
    const definition = loadDefinition(text);
    this.#definitions.set(key, definition);
    return definition;
  }
}
