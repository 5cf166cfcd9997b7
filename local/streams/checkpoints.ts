import { DatabaseSync } from 'node:sqlite';

/** How far each mapping has read each shard, on disk. */
export class Checkpoints {
  readonly #database: DatabaseSync;

  /** @param file made when missing; its folder must exist */
  constructor(file: string) {
    this.#database = new DatabaseSync(file);
    // A checkpoint lost with the power delivers a batch again, which every consumer must bear anyway.
    this.#database.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = NORMAL;
      CREATE TABLE IF NOT EXISTS checkpoint (
        mapping TEXT NOT NULL, shard TEXT NOT NULL, sequence TEXT NOT NULL, PRIMARY KEY (mapping, shard)
      ) STRICT, WITHOUT ROWID;
    `);
  }

  /** Sequence number of the last record that is done with, or undefined before the first. */
  last(mapping: string, shard: string): string | undefined {
    const row = this.#database
      .prepare('SELECT sequence FROM checkpoint WHERE mapping = ? AND shard = ?')
      .get(mapping, shard);
    return typeof row?.['sequence'] === 'string' ? row['sequence'] : undefined;
  }

  /** Everything up to this record is done with. */
  done(mapping: string, shard: string, sequence: string): void {
    this.#database
      .prepare(
        'INSERT INTO checkpoint VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET sequence = excluded.sequence',
      )
      .run(mapping, shard, sequence);
  }

  close(): void {
    this.#database.close();
  }
}
