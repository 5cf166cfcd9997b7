import { type JsonObject, parseJson } from './json.ts';
import type { Execution, HistoryEvent, Machine, Task, Thread } from './records.ts';
import type { Store } from './store.ts';

/** Tasks in these states are still open. */
const OPEN = `status IN ('scheduled', 'submitted')`;

/** Typed reads and writes of the store's records; each write belongs into a transaction of the caller. */
export class Journal {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  transaction<T>(work: () => T): T {
    return this.#store.transaction(work);
  }

  execution(arn: string): Execution | undefined {
    return this.#store.row('SELECT * FROM executions WHERE arn = ?', arn) as Execution | undefined;
  }

  putExecution(execution: Execution): void {
    this.#store.put('executions', execution);
  }

  /** Newest first; `offset` and `limit` page through them. */
  executions(machineArn: string, status: string | undefined, limit: number, offset: number): Execution[] {
    const sql = `SELECT * FROM executions WHERE machineArn = ? AND (? IS NULL OR status = ?)
      ORDER BY startedAt DESC, arn DESC LIMIT ? OFFSET ?`;
    return this.#store.rows(sql, machineArn, status ?? null, status ?? null, limit, offset) as Execution[];
  }

  runningExecutions(): string[] {
    return this.#store
      .rows(`SELECT arn FROM executions WHERE status = 'RUNNING' ORDER BY startedAt, arn`)
      .map((row) => String(row['arn']));
  }

  thread(execution: string, id: number): Thread | undefined {
    const row = this.#store.row('SELECT * FROM threads WHERE execution = ? AND id = ?', execution, id);
    return row && threadOf(row);
  }

  threads(execution: string): Thread[] {
    return this.#store.rows('SELECT * FROM threads WHERE execution = ? ORDER BY id', execution).map(threadOf);
  }

  children(execution: string, parent: number): Thread[] {
    const sql = 'SELECT * FROM threads WHERE execution = ? AND parent = ? ORDER BY id';
    return this.#store.rows(sql, execution, parent).map(threadOf);
  }

  putThread(thread: Thread): void {
    const { item, retries, input, variables, output } = thread;
    this.#store.put('threads', {
      ...thread,
      item: item && JSON.stringify(item),
      retries: JSON.stringify(retries),
      input: JSON.stringify(input),
      variables: JSON.stringify(variables),
      output: JSON.stringify(output),
    });
  }

  deleteThread(execution: string, id: number): void {
    this.#store.run('DELETE FROM threads WHERE execution = ? AND id = ?', execution, id);
  }

  task(execution: string, visit: number, attempt: number): Task | undefined {
    const sql = 'SELECT * FROM tasks WHERE execution = ? AND visit = ? AND attempt = ?';
    const row = this.#store.row(sql, execution, visit, attempt);
    return row && taskOf(row);
  }

  putTask(task: Task): void {
    const { payload, result } = task;
    this.#store.put('tasks', { ...task, payload: JSON.stringify(payload), result: JSON.stringify(result) });
  }

  openTasks(execution: string): Task[] {
    return this.#store.rows(`SELECT * FROM tasks WHERE execution = ? AND ${OPEN}`, execution).map(taskOf);
  }

  putToken(token: string, task: Task): void {
    const { execution, visit, attempt } = task;
    this.#store.put('tokens', { token, execution, visit, attempt });
  }

  /** The attempt that a token was made for; the attempt itself may be gone when its execution was purged. */
  tokenOwner(token: string): Pick<Task, 'execution' | 'visit' | 'attempt'> | undefined {
    const row = this.#store.row('SELECT execution, visit, attempt FROM tokens WHERE token = ?', token);
    return row as Pick<Task, 'execution' | 'visit' | 'attempt'> | undefined;
  }

  putEvent(execution: string, event: HistoryEvent): void {
    this.#store.put('events', { execution, ...event, details: JSON.stringify(event.details) });
  }

  /** @param after id of the last event already seen, in the direction of reading */
  events(execution: string, after: number | undefined, limit: number, newestFirst: boolean): HistoryEvent[] {
    const sql = newestFirst
      ? 'SELECT * FROM events WHERE execution = ? AND id < ? ORDER BY id DESC LIMIT ?'
      : 'SELECT * FROM events WHERE execution = ? AND id > ? ORDER BY id LIMIT ?';
    const edge = after ?? (newestFirst ? Number.MAX_SAFE_INTEGER : 0);
    return this.#store.rows(sql, execution, edge, limit).map((row) => ({
      id: Number(row['id']),
      previous: Number(row['previous']),
      at: Number(row['at']),
      type: String(row['type']),
      details: parseJson(String(row['details'])) as JsonObject,
    }));
  }

  machine(arn: string): Machine | undefined {
    return this.#store.row(`${MACHINES} WHERE arn = ?`, arn) as Machine | undefined;
  }

  machines(limit: number, offset: number): Machine[] {
    return this.#store.rows(`${MACHINES} ORDER BY name LIMIT ? OFFSET ?`, limit, offset) as Machine[];
  }

  /** Stores the machine and its definition under its revision; earlier revisions stay for those who run them. */
  putMachine({ definition, ...machine }: Machine): void {
    this.#store.put('machines', machine);
    this.#store.put('definitions', { machineArn: machine.arn, revision: machine.revision, text: definition });
  }

  definitionText(machineArn: string, revision: number): string | undefined {
    const sql = 'SELECT text FROM definitions WHERE machineArn = ? AND revision = ?';
    const row = this.#store.row(sql, machineArn, revision);
    return row && String(row['text']);
  }

  /** Removes executions that closed before `instant`. Their tokens stay known, so that a late answer is told apart. */
  purgeClosedBefore(instant: number): void {
    if (!this.#store.row('SELECT arn FROM executions WHERE stoppedAt < ? LIMIT 1', instant)) return;
    const closed = `(SELECT arn FROM executions WHERE stoppedAt < ?)`;
    this.#store.transaction(() => {
      for (const table of ['events', 'tasks', 'threads']) {
        this.#store.run(`DELETE FROM ${table} WHERE execution IN ${closed}`, instant);
      }
      this.#store.run('DELETE FROM executions WHERE stoppedAt < ?', instant);
    });
  }

  /** Executions with something due at `now`: the end of a wait, of a pause, of a task or of themselves. */
  due(now: number): string[] {
    const sql = `SELECT execution FROM threads WHERE wakeAt <= ?1 UNION SELECT execution FROM tasks WHERE dueAt <= ?1
      UNION SELECT execution FROM tasks WHERE heartbeatDueAt <= ?1 UNION SELECT arn FROM executions WHERE dueAt <= ?1`;
    return this.#store.rows(sql, now).map((row) => String(row['execution']));
  }

  /** The earliest instant at which something becomes due. */
  nextDue(): number | undefined {
    const row =
      this.#store.row(`SELECT min(at) AS at FROM (SELECT min(wakeAt) AS at FROM threads WHERE wakeAt NOT NULL
      UNION ALL SELECT min(dueAt) FROM tasks WHERE dueAt NOT NULL
      UNION ALL SELECT min(heartbeatDueAt) FROM tasks WHERE heartbeatDueAt NOT NULL
      UNION ALL SELECT min(dueAt) FROM executions WHERE dueAt NOT NULL)`);
    return row?.['at'] == null ? undefined : Number(row['at']);
  }
}

const MACHINES = `SELECT machines.*, definitions.text AS definition FROM machines
  JOIN definitions ON definitions.machineArn = machines.arn AND definitions.revision = machines.revision`;

type Columns = Record<string, unknown>;

function threadOf(row: Columns): Thread {
  return { ...row, ...parsed(row, ['item', 'retries', 'input', 'variables', 'output']) } as Thread;
}

function taskOf(row: Columns): Task {
  return { ...row, ...parsed(row, ['payload', 'result']) } as Task;
}

function parsed(row: Columns, columns: string[]): Columns {
  return Object.fromEntries(
    columns.map((column) => [column, row[column] === null ? null : parseJson(String(row[column]))]),
  );
}
