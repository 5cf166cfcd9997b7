import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';

/** Version of the tables below: a file of another version is refused rather than misread. */
const SCHEMA_VERSION = 1;

const SCHEMA = `
CREATE TABLE machines (
  arn TEXT PRIMARY KEY, name TEXT NOT NULL, roleArn TEXT NOT NULL, revision INTEGER NOT NULL,
  createdAt INTEGER NOT NULL, updatedAt INTEGER NOT NULL
) STRICT;
CREATE TABLE definitions (
  machineArn TEXT NOT NULL, revision INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (machineArn, revision)
) STRICT;
CREATE TABLE executions (
  arn TEXT PRIMARY KEY, machineArn TEXT NOT NULL, machineName TEXT NOT NULL, roleArn TEXT NOT NULL,
  revision INTEGER NOT NULL, name TEXT NOT NULL, input TEXT NOT NULL, status TEXT NOT NULL,
  startedAt INTEGER NOT NULL, stoppedAt INTEGER, output TEXT, error TEXT, cause TEXT, dueAt INTEGER,
  lastVisit INTEGER NOT NULL, lastThread INTEGER NOT NULL, lastEvent INTEGER NOT NULL
) STRICT;
CREATE INDEX executionsByMachine ON executions (machineArn, startedAt);
CREATE INDEX executionsByDue ON executions (dueAt) WHERE dueAt IS NOT NULL;
CREATE INDEX executionsByStop ON executions (stoppedAt) WHERE stoppedAt IS NOT NULL;
CREATE TABLE threads (
  execution TEXT NOT NULL, id INTEGER NOT NULL, parent INTEGER, item TEXT, state TEXT NOT NULL,
  visit INTEGER NOT NULL, attempt INTEGER NOT NULL, retries TEXT NOT NULL, phase TEXT NOT NULL,
  input TEXT NOT NULL, variables TEXT NOT NULL, output TEXT NOT NULL, enteredAt INTEGER NOT NULL,
  wakeAt INTEGER, lastEvent INTEGER NOT NULL, PRIMARY KEY (execution, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX threadsByWake ON threads (wakeAt) WHERE wakeAt IS NOT NULL;
CREATE TABLE tasks (
  execution TEXT NOT NULL, visit INTEGER NOT NULL, attempt INTEGER NOT NULL, thread INTEGER NOT NULL,
  state TEXT NOT NULL, functionName TEXT NOT NULL, payload TEXT NOT NULL, token TEXT, status TEXT NOT NULL,
  result TEXT NOT NULL, error TEXT, cause TEXT, timeoutSeconds INTEGER, heartbeatSeconds INTEGER,
  dueAt INTEGER, heartbeatDueAt INTEGER, PRIMARY KEY (execution, visit, attempt)
) STRICT, WITHOUT ROWID;
CREATE INDEX tasksByDue ON tasks (dueAt) WHERE dueAt IS NOT NULL;
CREATE INDEX tasksByHeartbeat ON tasks (heartbeatDueAt) WHERE heartbeatDueAt IS NOT NULL;
CREATE TABLE tokens (
  token TEXT PRIMARY KEY, execution TEXT NOT NULL, visit INTEGER NOT NULL, attempt INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE events (
  execution TEXT NOT NULL, id INTEGER NOT NULL, previous INTEGER NOT NULL, at INTEGER NOT NULL,
  type TEXT NOT NULL, details TEXT NOT NULL, PRIMARY KEY (execution, id)
) STRICT, WITHOUT ROWID;
`;

type Row = Record<string, string | number | bigint | null | Uint8Array>;

/**
 * The one file in which everything lives. Each commit reaches the disk before it returns (synchronous=FULL), and the
 * file belongs to one process at a time, so that no execution is ever driven twice.
 */
export class Store {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  /** @throws Error with one sentence when another process has the file, or when its tables are of another version */
  constructor(file: string) {
    this.#database = new DatabaseSync(file);
    try {
      // EXCLUSIVE before the first access: the lock dies with the process, also by kill -9.
      this.#database.exec(
        `PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL`,
      );
      this.#prepareTables(file);
    } catch (problem) {
      this.#database.close();
      if (problem instanceof Error && /database is locked/.test(problem.message)) {
        throw new Error(
          `The Step Functions state in ${file} is in use by another process; end that one first.`,
        );
      }
      throw problem;
    }
  }

  #prepareTables(file: string): void {
    this.transaction(() => {
      const version = Number(this.row('PRAGMA user_version')?.['user_version']);
      if (version === SCHEMA_VERSION) return;
      if (version !== 0) {
        throw new Error(`The Step Functions state in ${file} was written by another version; start afresh.`);
      }
      this.#database.exec(`${SCHEMA} PRAGMA user_version = ${SCHEMA_VERSION}`);
    });
  }

  /** Runs `work` as one durable unit: all of it is on disk when this returns, or none of it happened. */
  transaction<T>(work: () => T): T {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.#database.exec('COMMIT');
      return result;
    } catch (problem) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw problem;
    }
  }

  row(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#statement(sql).get(...values) as Row | undefined;
  }

  rows(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#statement(sql).all(...values) as Row[];
  }

  run(sql: string, ...values: SQLInputValue[]): void {
    this.#statement(sql).run(...values);
  }

  /** Inserts the record, or replaces the one with the same key. Property names are the column names. */
  put(table: string, record: Record<string, SQLInputValue>): void {
    const columns = Object.keys(record);
    const sql = `INSERT OR REPLACE INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
    this.run(sql, ...Object.values(record));
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
  }

  #statement(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}
