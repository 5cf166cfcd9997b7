import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import type { ErrorPayload, Invocation, WorkerMessage, WorkerSetting } from './messages.ts';

/** Lambda gives a function this long to load. */
const LOAD_WITHIN_MS = 10_000;

/** How an event was handled: JSON text of the result, or the error. */
export type Outcome = { result: string } | { error: ErrorPayload };

export interface WorkerOptions {
  setting: WorkerSetting;
  environment: Record<string, string>;
  log: (line: string) => void;
}

/** One thread of a function. It handles one event at a time; after a timeout or a crash it is gone. */
export class FunctionWorker {
  readonly #worker: Worker;
  readonly #log: (line: string) => void;
  readonly #loaded: Promise<ErrorPayload | undefined>;
  #settle: ((message: WorkerMessage) => void) | undefined;
  #alive = true;

  constructor({ setting, environment, log }: WorkerOptions) {
    this.#log = log;
    this.#worker = new Worker(new URL('./worker.ts', import.meta.url), {
      name: setting.functionName,
      workerData: setting,
      // Only its own: nothing of the environment or the arguments of the platform reaches a function.
      env: environment,
      argv: [],
      execArgv: [],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: setting.memoryMb },
    });
    for (const stream of [this.#worker.stdout, this.#worker.stderr]) {
      createInterface({ input: stream }).on('line', log);
    }
    this.#worker.on('message', (message: WorkerMessage) => this.#end(message));
    this.#worker.on('error', (problem: Error) => {
      this.#alive = false;
      this.#end({ kind: 'failure', error: crash(problem) });
    });
    this.#worker.on('exit', (code) => {
      this.#alive = false;
      const errorMessage = `Runtime exited with error: exit status ${code}`;
      this.#end({ kind: 'failure', error: { errorType: 'Runtime.ExitError', errorMessage } });
    });
    this.#loaded = this.#load();
  }

  /** False when it can handle no more events. */
  get alive(): boolean {
    return this.#alive;
  }

  /** Handles an event; never rejects. Loading does not count into the event's time. */
  async run(invocation: Invocation): Promise<Outcome> {
    const unusable = await this.#loaded;
    if (unusable) return { error: unusable };
    if (!this.#alive) return { error: { errorType: 'Runtime.ExitError', errorMessage: 'Runtime exited' } };
    const answered = this.#next(invocation.timeoutMs);
    this.#worker.postMessage(invocation);
    const message = await answered;
    if (message === 'late') {
      const seconds = (invocation.timeoutMs / 1_000).toFixed(2);
      return this.#timedOut(
        `RequestId: ${invocation.requestId} Error: Task timed out after ${seconds} seconds`,
      );
    }
    if (message.kind === 'result') return { result: message.result };
    return {
      error: message.kind === 'ready' ? { errorType: 'Runtime.Unknown', errorMessage: '' } : message.error,
    };
  }

  async close(): Promise<void> {
    this.#alive = false;
    await this.#worker.terminate();
  }

  async #load(): Promise<ErrorPayload | undefined> {
    const message = await this.#next(LOAD_WITHIN_MS);
    if (message === 'late') {
      return this.#timedOut(`Loading timed out after ${LOAD_WITHIN_MS / 1_000} seconds`).error;
    }
    if (message.kind === 'ready') return undefined;
    void this.close();
    return message.kind === 'result' ? undefined : message.error;
  }

  #timedOut(errorMessage: string): { error: ErrorPayload } {
    this.#log(errorMessage);
    void this.close();
    return { error: { errorType: 'Sandbox.Timedout', errorMessage } };
  }

  /** The next message of the worker, or `late`. */
  #next(withinMs: number): Promise<WorkerMessage | 'late'> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#settle = undefined;
        resolve('late');
      }, withinMs);
      this.#settle = (message) => {
        clearTimeout(timer);
        resolve(message);
      };
    });
  }

  #end(message: WorkerMessage): void {
    const settle = this.#settle;
    this.#settle = undefined;
    settle?.(message);
  }
}

/** What the function threw outside of an event, or what ended its thread. */
function crash(problem: Error & { code?: string }): ErrorPayload {
  if (problem.code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return { errorType: 'Runtime.OutOfMemory', errorMessage: problem.message };
  }
  const trace = (problem.stack ?? '').split('\n');
  return { errorType: problem.name ?? 'Runtime.ExitError', errorMessage: problem.message, trace };
}
