import { Interpreter } from './interpreter.ts';
import { Journal } from './journal.ts';
import type { JsonObject } from './json.ts';
import { type MachineDeclaration, Machines } from './machines.ts';
import { Protocol } from './protocol.ts';
import { Runtime } from './runtime.ts';
import { Store } from './store.ts';
import type { Chance } from './surroundings.ts';
import type { Invoke } from './task-attempts.ts';

export type EngineOptions = Chance & {
  /** The SQLite file with everything that must survive; made when missing. */
  file: string;
  /** The platform's clock. It may jump; say so with `clockMoved`, or wait a second. */
  clock: () => Date;
  /** How functions are called; ready when the engine is opened, because recovery calls them at once. */
  invoke: Invoke;
  partition?: string;
  region?: string;
  account?: string;
  /** How many functions are called at once; 8 when not given. */
  concurrency?: number;
  /** Told of failures of the engine itself, such as a full disk; a process warning when not given. */
  onFault?: (fault: unknown) => void;
};

export type Engine = {
  /** Answers a request of the Step Functions protocol (`X-Amz-Target` and parsed body); rejects on its own faults. */
  handle(target: string, body: unknown): Promise<{ status: number; body: JsonObject }>;
  /**
   * Creates the machine or gives it a new revision; running executions keep the one they started with.
   * @returns the machine's ARN
   * @throws ServiceError InvalidDefinition with a sentence that names the state and the field
   */
  putStateMachine(declaration: MachineDeclaration): string;
  /** Makes everything happen that is due by the clock; resolves when it is recorded and functions are being called. */
  clockMoved(): Promise<void>;
  /** Stops at once without losing anything: calls that are still out are made again by the next engine. */
  close(): Promise<void>;
};

/**
 * Opens the durable Step Functions engine and takes up whatever was running when the last process ended.
 * @throws Error with one sentence when another process uses the file
 */
export function openEngine(options: EngineOptions): Engine {
  const { partition = 'aws', region = 'us-east-1', account = '000000000000', random, newId } = options;
  const store = new Store(options.file);
  const journal = new Journal(store);
  const runtime = new Runtime({
    journal,
    interpreter: new Interpreter({ random, newId }),
    invoke: options.invoke,
    clock: options.clock,
    concurrency: options.concurrency ?? 8,
    onFault:
      options.onFault ?? ((fault) => process.emitWarning(fault instanceof Error ? fault : String(fault))),
  });
  const machines = new Machines(journal, { partition, region, account }, () => runtime.now());
  const protocol = new Protocol(journal, runtime, machines, newId);
  runtime.recover();
  return {
    handle: (target, body) => protocol.handle(target, body),
    putStateMachine: (declaration) => machines.put(declaration).arn,
    clockMoved: () => runtime.look(),
    close: async () => {
      await runtime.close();
      store.close();
    },
  };
}
