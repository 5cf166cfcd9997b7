import { defineConfig } from 'vitest/config';

/**
 * Tests run on the real components: DynamoDB Local, the durable engine, a browser. Two cores: two workers, so that
 * servers of different files do not starve each other; slow set-ups (a browser, a started platform) get their time.
 */
export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    globalSetup: ['test/build-once.ts', 'test/dynamodb-local.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
