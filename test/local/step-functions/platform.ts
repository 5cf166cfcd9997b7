import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DescribeExecutionCommand,
  type DescribeExecutionCommandOutput,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { type Engine, type EngineOptions, openEngine } from '../../../local/step-functions/engine.ts';
import { stepFunctionsServer } from '../../../local/step-functions/server.ts';

/** 2020-02-21 09:00 in Zhengzhou. */
export const OPENING = Date.parse('2020-02-21T01:00:00.000Z');

export type FunctionUnderTest = (payload: never) => unknown;

/** A function failure as Lambda reports it: `name` becomes `errorType`. */
export class FunctionFailure extends Error {
  constructor(name: string, message = 'did not work') {
    super(message);
    this.name = name;
  }
}

/**
 * The engine on a real file, behind real HTTP, with the real SDK client in front and a clock that only tests move.
 * Functions are looked up by the last part of their name.
 */
export class Platform {
  readonly calls: { name: string; payload: unknown }[] = [];
  readonly folder = mkdtempSync(join(tmpdir(), 'step-functions-'));
  readonly file = join(this.folder, 'state.db');
  readonly faults: unknown[] = [];
  readonly functions: Record<string, FunctionUnderTest>;
  now = OPENING;
  random = 0.5;
  #engine: Engine | undefined;
  #client: SFNClient | undefined;
  #close: (() => Promise<void>) | undefined;

  constructor(functions: Record<string, FunctionUnderTest> = {}) {
    this.functions = functions;
  }

  async open(options: Partial<EngineOptions> = {}): Promise<this> {
    const engine = openEngine({
      file: this.file,
      clock: () => new Date(this.now),
      random: () => this.random,
      newId: randomUUID,
      invoke: (name, payload) => this.#invoke(name, payload),
      onFault: (fault) => this.faults.push(fault),
      ...options,
    });
    const server = stepFunctionsServer(engine);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    process.env['AWS_ENDPOINT_URL_SFN'] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    this.#client = new SFNClient({ region: 'us-east-1', credentials, maxAttempts: 1 });
    this.#engine = engine;
    this.#close = async () => {
      this.client.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await engine.close();
    };
    return this;
  }

  get engine(): Engine {
    if (!this.#engine) throw new Error('not open');
    return this.#engine;
  }

  get client(): SFNClient {
    if (!this.#client) throw new Error('not open');
    return this.#client;
  }

  async close(): Promise<void> {
    await this.#close?.();
    this.#close = undefined;
  }

  async dispose(): Promise<void> {
    await this.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async moveClock(milliseconds: number): Promise<void> {
    this.now += milliseconds;
    await this.engine.clockMoved();
  }

  put(states: object, more: object = {}): string {
    const definition = JSON.stringify({
      QueryLanguage: 'JSONata',
      StartAt: Object.keys(states)[0],
      States: states,
      ...more,
    });
    return this.engine.putStateMachine({
      name: 'machine',
      definition,
      roleArn: 'arn:aws:iam::000000000000:role/r',
    });
  }

  async start(stateMachineArn: string, input: unknown = {}, name: string = randomUUID()): Promise<string> {
    const started = await this.client.send(
      new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }),
    );
    return String(started.executionArn);
  }

  /** Puts a machine, runs it, and tells how it ended. */
  async run(states: object, input: unknown = {}, more: object = {}, patience?: number): Promise<Ended> {
    return this.ended(await this.start(this.put(states, more), input), patience);
  }

  async ended(executionArn: string, patience?: number): Promise<Ended> {
    const execution = await until(async () => {
      const described = await this.client.send(new DescribeExecutionCommand({ executionArn }));
      return described.status === 'RUNNING' ? undefined : described;
    }, patience);
    return { ...execution, value: execution.output === undefined ? undefined : JSON.parse(execution.output) };
  }

  async history(executionArn: string): Promise<HistoryEvent[]> {
    const { events } = await this.client.send(
      new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }),
    );
    return events ?? [];
  }

  /** Waits for the n-th call of a function and gives its payload. */
  called(name: string, times = 1): Promise<{ token: string } & Record<string, unknown>> {
    return until(() => this.calls.filter((call) => call.name === name)[times - 1]?.payload as never);
  }

  count(name: string): number {
    return this.calls.filter((call) => call.name === name).length;
  }

  async #invoke(
    functionName: string,
    payload: unknown,
  ): Promise<{ payload: unknown; functionError?: string }> {
    const name = functionName.split(':').at(-1) ?? '';
    this.calls.push({ name, payload });
    const run = this.functions[name];
    if (!run) throw new FunctionFailure('ResourceNotFoundException', `Function not found: ${functionName}`);
    try {
      return { payload: await run(payload as never) };
    } catch (problem) {
      const { name: errorType, message: errorMessage } = problem as Error;
      return { payload: { errorType, errorMessage }, functionError: 'Unhandled' };
    }
  }
}

export type Ended = DescribeExecutionCommandOutput & { value: unknown };

/** Asks again every few milliseconds until there is an answer, at most for `patience` milliseconds. */
export async function until<T>(
  ask: () => T | undefined | Promise<T | undefined>,
  patience = 5_000,
): Promise<T> {
  for (const end = Date.now() + patience; Date.now() < end; ) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
  throw new Error(`Nothing happened for ${patience} ms`);
}

export function task(name: string, more: object = {}): object {
  return {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Arguments: {
      FunctionName: `arn:aws:lambda:us-east-1:000000000000:function:${name}`,
      Payload: '{% $states.input %}',
    },
    Output: '{% $states.result.Payload %}',
    End: true,
    ...more,
  };
}

export function callback(name: string, more: object = {}): object {
  return {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
    Arguments: { FunctionName: name, Payload: { token: '{% $states.context.Task.Token %}' } },
    End: true,
    ...more,
  };
}
