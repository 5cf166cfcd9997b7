import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** One stored version of an object. */
export interface StoredVersion {
  versionId: string;
  /** SHA-256 of the content, base64. */
  checksum: string;
  bytes: number;
  contentType: string;
  contentDisposition: string | undefined;
}

/** A bucket whose objects keep every version, on disk: contents as files, what is known of them in SQLite. */
export class VersionedBucket {
  readonly #folder: string;
  readonly #database: DatabaseSync;

  /** @param folder where it keeps everything */
  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    this.#folder = folder;
    this.#database = new DatabaseSync(join(folder, 'versions.sqlite'));
    this.#database.exec(`
      PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
      CREATE TABLE IF NOT EXISTS versions (
        place INTEGER PRIMARY KEY, key TEXT NOT NULL, version TEXT NOT NULL UNIQUE, description TEXT NOT NULL
      );
      CREATE INDEX IF NOT EXISTS by_key ON versions (key, place);`);
  }

  /** As S3 states it: SHA-256, base64. */
  static checksumOf(body: Buffer): string {
    return createHash('sha256').update(body).digest('base64');
  }

  /** Stores the next version of an object; when this ends, it is on disk. */
  async put(
    key: string,
    body: Buffer,
    about: Pick<StoredVersion, 'contentType' | 'contentDisposition'>,
  ): Promise<StoredVersion> {
    const checksum = VersionedBucket.checksumOf(body);
    const stored = { versionId: randomUUID().replaceAll('-', ''), checksum, bytes: body.length, ...about };
    const file = await open(this.#file(stored.versionId), 'wx');
    try {
      await file.writeFile(body);
      await file.sync();
    } finally {
      await file.close();
    }
    this.#database
      .prepare('INSERT INTO versions (key, version, description) VALUES (?, ?, ?)')
      .run(key, stored.versionId, JSON.stringify(stored));
    return stored;
  }

  /** A version of an object, the newest when none is named. */
  find(key: string, versionId?: string): StoredVersion | undefined {
    const row = this.#database
      .prepare(
        'SELECT description FROM versions WHERE key = ? AND (? IS NULL OR version = ?) ORDER BY place DESC LIMIT 1',
      )
      .get(key, versionId ?? null, versionId ?? null);
    return row && (JSON.parse(String(row['description'])) as StoredVersion);
  }

  content({ versionId }: StoredVersion): Promise<Buffer> {
    return readFile(this.#file(versionId));
  }

  close(): void {
    this.#database.close();
  }

  #file(versionId: string): string {
    return join(this.#folder, versionId);
  }
}
