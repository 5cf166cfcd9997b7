import type { Definition, Scope, State } from './definition.ts';
import type { Journal } from './journal.ts';
import type { JsonObject } from './json.ts';
import type { Execution, ExecutionStatus, HistoryEvent, Task, TaskStatus, Thread } from './records.ts';

/** The outcome that closes a task attempt. */
export type Closing = Pick<Task, 'result' | 'error' | 'cause'> & { status: TaskStatus };

/**
 * One step of one execution: reads records, collects changes, and writes them all in a single transaction.
 * Until `commit` nothing has happened; a turn that fails is simply dropped.
 */
export class Turn {
  readonly execution: Execution;
  readonly definition: Definition;
  /** Epoch milliseconds of the platform's clock when the turn began; the same for everything in it. */
  readonly now: number;
  readonly #journal: Journal;
  readonly #threads = new Map<number, Thread>();
  readonly #removed = new Set<number>();
  readonly #tasks = new Map<string, Task>();
  readonly #changedTasks = new Set<Task>();
  readonly #scheduled: Task[] = [];
  readonly #events: HistoryEvent[] = [];

  constructor(journal: Journal, execution: Execution, definition: Definition, now: number) {
    this.#journal = journal;
    this.execution = execution;
    this.definition = definition;
    this.now = now;
  }

  /** The thread as this turn sees it; what is changed on it is written at `commit`. */
  thread(id: number): Thread | undefined {
    if (this.#removed.has(id)) return undefined;
    const known = this.#threads.get(id);
    if (known) return known;
    const stored = this.#journal.thread(this.execution.arn, id);
    if (stored) this.#threads.set(id, stored);
    return stored;
  }

  /** @throws Error when the thread is missing, which no way through the interpreter leads to */
  existingThread(id: number): Thread {
    const thread = this.thread(id);
    if (!thread) throw new Error(`${this.execution.arn} has no thread ${id}`);
    return thread;
  }

  /** The iterations of a Map, in the order of their items. */
  children(parent: number): Thread[] {
    for (const stored of this.#journal.children(this.execution.arn, parent)) {
      if (!this.#threads.has(stored.id)) this.#threads.set(stored.id, stored);
    }
    return [...this.#threads.values()]
      .filter((thread) => thread.parent === parent && !this.#removed.has(thread.id))
      .sort((one, other) => one.id - other.id);
  }

  addThread(thread: Omit<Thread, 'execution' | 'id'>): Thread {
    this.execution.lastThread += 1;
    const added = { ...thread, execution: this.execution.arn, id: this.execution.lastThread };
    this.#threads.set(added.id, added);
    return added;
  }

  /** Ends a thread with everything below it; its open task is closed as aborted. */
  removeThread(thread: Thread): void {
    for (const child of this.children(thread.id)) this.removeThread(child);
    const task = thread.phase === 'task' ? this.task(thread) : undefined;
    if (task) this.closeTask(task, { status: 'aborted', result: null, error: null, cause: null });
    this.#removed.add(thread.id);
  }

  /** The attempt that a thread is at. */
  task({ visit, attempt }: { visit: number; attempt: number }): Task | undefined {
    const known = this.#tasks.get(`${visit}.${attempt}`);
    if (known) return known;
    const stored = this.#journal.task(this.execution.arn, visit, attempt);
    if (stored) this.#tasks.set(`${visit}.${attempt}`, stored);
    return stored;
  }

  schedule(task: Task): void {
    this.#tasks.set(`${task.visit}.${task.attempt}`, task);
    this.#changedTasks.add(task);
    this.#scheduled.push(task);
  }

  /** Attempts whose function is to be called once the turn is on disk. */
  toCall(): Task[] {
    return this.#scheduled.filter((task) => task.status === 'scheduled');
  }

  closeTask(task: Task, closing: Closing): void {
    this.changeTask(task, { ...closing, dueAt: null, heartbeatDueAt: null });
  }

  changeTask(task: Task, changes: Partial<Task>): void {
    Object.assign(task, changes);
    this.#changedTasks.add(task);
  }

  /** Appends to the history, after what the thread (if any) did last. */
  event(thread: Thread | undefined, type: string, details: JsonObject = {}): void {
    this.execution.lastEvent += 1;
    const id = this.execution.lastEvent;
    this.#events.push({ id, previous: thread?.lastEvent ?? id - 1, at: this.now, type, details });
    if (thread) thread.lastEvent = id;
  }

  /** Ends the execution: no thread, no open task and no due time of it remains. */
  close(status: ExecutionStatus, outcome: Partial<Pick<Execution, 'output' | 'error' | 'cause'>>): void {
    const stored = this.#journal.threads(this.execution.arn).map(({ id }) => id);
    for (const id of new Set([...stored, ...this.#threads.keys()])) {
      const thread = this.thread(id);
      if (thread) this.removeThread(thread);
    }
    Object.assign(this.execution, { status, stoppedAt: this.now, dueAt: null }, outcome);
  }

  /** Ends the execution as FAILED, past every catcher. */
  fail(error: string | undefined, cause: string | undefined, thread?: Thread): void {
    const details = { ...(error !== undefined && { error }), ...(cause !== undefined && { cause }) };
    this.event(thread, 'ExecutionFailed', details);
    this.close('FAILED', { error: error ?? null, cause: cause ?? null });
  }

  /** States on the level of this thread: those of the machine, or of the Map that it iterates for. */
  scope(thread: Thread): Scope {
    if (thread.parent === null) return this.definition;
    const map = this.stateOf(this.existingThread(thread.parent));
    if (map.Type !== 'Map') throw new Error(`"${map.Type}" has iterations`);
    return map.ItemProcessor;
  }

  stateOf(thread: Thread): State {
    const state = this.scope(thread).States[thread.state];
    if (!state) throw new Error(`There is no state "${thread.state}"`);
    return state;
  }

  /** Threads that can go on at once, so that nothing outside has to be awaited. */
  runnable(): number[] {
    if (this.execution.status !== 'RUNNING') return [];
    return [...this.#threads.values()]
      .filter((thread) => !this.#removed.has(thread.id) && isRunnable(thread, this.now))
      .map((thread) => thread.id);
  }

  /** Writes everything in one transaction and returns when it is on disk. */
  commit(): void {
    const { arn } = this.execution;
    this.#journal.transaction(() => {
      this.#journal.putExecution(this.execution);
      for (const [id, thread] of this.#threads) {
        if (this.#removed.has(id)) this.#journal.deleteThread(arn, id);
        else this.#journal.putThread(thread);
      }
      for (const task of this.#changedTasks) this.#journal.putTask(task);
      for (const task of this.#scheduled) if (task.token !== null) this.#journal.putToken(task.token, task);
      for (const event of this.#events) this.#journal.putEvent(arn, event);
    });
  }
}

export function isRunnable({ phase, wakeAt }: Thread, now: number): boolean {
  if (phase === 'waiting' || phase === 'backoff') return wakeAt !== null && wakeAt <= now;
  return phase === 'ready' || phase === 'settled';
}
