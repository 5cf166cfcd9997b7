import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type Functions, startFunctions } from '../../local/lambda/functions.ts';
import type { FunctionView } from '../../local/template/views.ts';
import { temporaryFolders } from './temporary-folders.ts';

const newFolder = temporaryFolders();
const started: Functions[] = [];
afterAll(async () => {
  await Promise.all(started.map((functions) => functions.close()));
});

interface Made {
  invoke: (event?: unknown) => ReturnType<Functions['invoke']>;
  clock: Float64Array;
  lines: string[];
}

/** A function whose module is the given text. */
function make(code: string, changes: Partial<FunctionView> = {}, maxWorkers = 1): Made {
  const folder = newFolder();
  writeFileSync(join(folder, 'index.mjs'), code);
  const clockOffset = new SharedArrayBuffer(8);
  const lines: string[] = [];
  const view: FunctionView = {
    id: 'test/Function',
    name: 'probe',
    arn: 'arn:aws:lambda:us-east-1:000000000000:function:probe',
    handler: 'index.handler',
    folder,
    environment: { TABLE: 'notes' },
    timeoutSeconds: 2,
    memoryMb: 128,
    roleArn: 'arn:aws:iam::000000000000:role/probe',
    ...changes,
  };
  const functions = startFunctions({
    functions: [view],
    environmentOf: () => ({ AWS_REGION: 'us-east-1' }),
    clockOffset,
    log: (_name, line) => lines.push(line),
    maxWorkers,
  });
  started.push(functions);
  return {
    invoke: (event = {}) => functions.invoke(view.arn, event),
    clock: new Float64Array(clockOffset),
    lines,
  };
}

describe('a function', () => {
  it('sees its own environment and nothing of the platform', async () => {
    process.env['PLATFORM_SECRET'] = 'not for functions';
    const { invoke } = make('export const handler = async () => process.env;');
    expect(await invoke()).toEqual({
      payload: {
        TABLE: 'notes',
        AWS_REGION: 'us-east-1',
        AWS_LAMBDA_FUNCTION_NAME: 'probe',
        AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
      },
    });
  });

  it('tells the time of the local clock, also when it is moved between two events', async () => {
    const { invoke, clock } = make(`
      const early = Date;
      export const handler = async (given) => ({
        constructed: new Date().getTime(),
        now: Date.now(),
        called: Date.parse(Date()),
        given: new Date(given.at).toISOString(),
        isDate: new Date() instanceof Date && new Date(0).constructor === Date && early === Date,
        subclass: new (class Day extends Date {})().getTime(),
        utc: Date.UTC(2020, 1, 21),
      });
    `);
    for (const target of ['2020-02-21T01:00:00.000Z', '2031-01-01T00:00:00.000Z']) {
      clock[0] = Date.parse(target) - Date.now();
      const { payload } = await invoke({ at: '2019-12-31T16:00:00.000Z' });
      const told = payload as Record<'constructed' | 'now' | 'called' | 'subclass', number>;
      for (const time of [told.constructed, told.now, told.called, told.subclass]) {
        expect(Math.abs(time - Date.parse(target))).toBeLessThan(2_000);
      }
      expect(payload).toMatchObject({
        given: '2019-12-31T16:00:00.000Z',
        isDate: true,
        utc: Date.UTC(2020, 1, 21),
      });
    }
  });

  it('is loaded once and keeps what it has learnt', async () => {
    const { invoke } = make('let count = 0; export const handler = async () => ++count;');
    expect(await invoke()).toEqual({ payload: 1 });
    expect(await invoke()).toEqual({ payload: 2 });
  });

  it('gets a context with its request id and the time that is left', async () => {
    const { invoke } = make(`
      export const handler = async (event, context) => ({ ...context, left: context.getRemainingTimeInMillis() });
    `);
    const { payload } = await invoke();
    expect(payload).toMatchObject({
      functionName: 'probe',
      memoryLimitInMB: '128',
      functionVersion: '$LATEST',
    });
    const { left, awsRequestId } = payload as { left: number; awsRequestId: string };
    expect(awsRequestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(left).toBeGreaterThan(1_500);
    expect(left).toBeLessThanOrEqual(2_000);
  });

  it('that throws gives the error by name, and goes on', async () => {
    const { invoke, lines } = make(`
      class Closed extends Error { name = 'WindowClosed'; }
      export const handler = async ({ fail }) => { if (fail) throw new Closed('The window is closed.'); return 'well'; };
    `);
    expect(await invoke({ fail: true })).toEqual({
      functionError: 'Unhandled',
      payload: { errorType: 'WindowClosed', errorMessage: 'The window is closed.', trace: expect.any(Array) },
    });
    expect(lines.join()).toContain('WindowClosed');
    expect(await invoke({ fail: false })).toEqual({ payload: 'well' });
  });

  it('that takes too long is ended, and the next event finds a fresh one', async () => {
    const { invoke } = make(
      `let busy = false;
       export const handler = async ({ hang }) => { if (hang) { busy = true; for (;;); } return busy; };`,
      { timeoutSeconds: 1 },
    );
    expect(await invoke({ hang: true })).toMatchObject({
      functionError: 'Unhandled',
      payload: {
        errorType: 'Sandbox.Timedout',
        errorMessage: expect.stringMatching(/^RequestId: .* Error: Task timed out after 1.00 seconds$/),
      },
    });
    expect(await invoke({ hang: false })).toEqual({ payload: false });
  });

  it('that ends its process or breaks after its answer does not break the next event', async () => {
    const { invoke } = make(`
      export const handler = async ({ how }) => {
        if (how === 'exit') process.exit(3);
        if (how === 'late') setTimeout(() => { throw new Error('too late'); }, 5);
        return how;
      };
    `);
    expect(await invoke({ how: 'exit' })).toMatchObject({ payload: { errorType: 'Runtime.ExitError' } });
    expect(await invoke({ how: 'late' })).toEqual({ payload: 'late' });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await invoke({ how: 'again' })).toEqual({ payload: 'again' });
  });

  it('that cannot be loaded says why', async () => {
    const broken = make("throw new RangeError('no key'); export const handler = 1;");
    expect(await broken.invoke()).toMatchObject({
      payload: { errorType: 'RangeError', errorMessage: 'no key' },
    });
    const nameless = make('export const other = 1;');
    expect(await nameless.invoke()).toMatchObject({ payload: { errorType: 'Runtime.HandlerNotFound' } });
  });

  it('has what it prints collected line by line', async () => {
    const { invoke, lines } = make("export const handler = async () => console.log('one\\ntwo');");
    await invoke();
    await expect.poll(() => lines).toEqual(['one', 'two']);
  });

  it('handles one event at a time in each thread, and others wait in order', async () => {
    const code = `
      let running = 0;
      export const handler = async ({ id }) => {
        running += 1;
        await new Promise((resolve) => setTimeout(resolve, 20));
        return [id, running--];
      };
    `;
    const { invoke } = make(code, {}, 2);
    const results = await Promise.all([1, 2, 3, 4, 5, 6].map((id) => invoke({ id })));
    expect(results.map(({ payload }) => payload)).toEqual([1, 2, 3, 4, 5, 6].map((id) => [id, 1]));
  });

  it('that is warm is reached in well under a millisecond', async () => {
    const { invoke } = make('export const handler = async (event) => event;');
    for (let count = 0; count < 200; count += 1) await invoke({ count });
    const times: number[] = [];
    for (let count = 0; count < 300; count += 1) {
      const start = performance.now();
      await invoke({ count });
      times.push(performance.now() - start);
    }
    const median = times.sort((a, b) => a - b)[150];
    expect(median).toBeLessThan(1);
  });

  it('that does not exist is an error of the caller', async () => {
    const functions = startFunctions({
      functions: [],
      environmentOf: () => ({}),
      clockOffset: new SharedArrayBuffer(8),
      log: () => {},
    });
    await expect(functions.invoke('nobody', {})).rejects.toThrow('Function not found: nobody');
  });
});
