import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startDynamoDb } from '../local/dynamodb/dynamodb-local.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the DynamoDB Local of this test run answers. Every test file makes tables of its own in it. */
    dynamoDbUrl: string;
  }
}

/**
 * One database for the whole run: starting one takes 2 s and 250 MB, and test files keep apart by table names. In memory:
 * on disk every write waits for it, and the tests whose subject is the disk start databases of their own.
 */
export default async function startDatabase(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'fugong-test-database-'));
  const database = await startDynamoDb({ folder, inMemory: true });
  project.provide('dynamoDbUrl', database.url);
  return async () => {
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
