import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FunctionView } from '../template/views.ts';
import { FunctionWorker, type Outcome } from './function-worker.ts';
import type { ErrorPayload, Invocation, WorkerSetting } from './messages.ts';

export interface FunctionsOptions {
  functions: readonly FunctionView[];
  /** What the platform adds to a function's environment: region, credentials, endpoints. */
  environmentOf: (functionName: string) => Record<string, string>;
  /** 8 bytes, one Float64: milliseconds between the real and the local clock. */
  clockOffset: SharedArrayBuffer;
  /** Gets each line that a function prints. */
  log: (functionName: string, line: string) => void;
  /** Threads per function, each started when all others are busy; 2 when not given. */
  maxWorkers?: number;
}

/** What an invocation gave: the function's result, or with `functionError` Lambda's form of the error. */
export type InvocationResult =
  | { payload: unknown; functionError?: undefined }
  | { payload: ErrorPayload; functionError: 'Unhandled' };

export interface Functions {
  /**
   * Invokes a function by name or ARN and waits for its result; more events than threads wait in order.
   * Rejects only when there is no such function.
   */
  invoke(functionNameOrArn: string, event: unknown): Promise<InvocationResult>;
  /** Ends all threads, also busy ones. */
  close(): Promise<void>;
}

/** Makes the functions of the template callable. Nothing is loaded before the first event. */
export function startFunctions(options: FunctionsOptions): Functions {
  const pools = new Map<string, Pool>();
  for (const view of options.functions) {
    const pool = new Pool(view, options);
    pools.set(view.name, pool);
    pools.set(view.arn, pool);
  }
  return {
    invoke: async (functionNameOrArn, event) => {
      const pool = pools.get(functionNameOrArn);
      if (!pool) throw new Error(`ResourceNotFoundException: Function not found: ${functionNameOrArn}`);
      const outcome = await pool.invoke(JSON.stringify(event) ?? 'null');
      if ('error' in outcome) return { payload: outcome.error, functionError: 'Unhandled' };
      return { payload: JSON.parse(outcome.result) as unknown };
    },
    close: async () => {
      await Promise.all([...new Set(pools.values())].map((pool) => pool.close()));
    },
  };
}

interface Waiting {
  event: string;
  resolve: (outcome: Outcome) => void;
}

/** The threads of one function. */
class Pool {
  readonly #view: FunctionView;
  readonly #options: FunctionsOptions;
  readonly #workers = new Set<FunctionWorker>();
  readonly #idle: FunctionWorker[] = [];
  readonly #waiting: Waiting[] = [];
  #closed = false;

  constructor(view: FunctionView, options: FunctionsOptions) {
    this.#view = view;
    this.#options = options;
  }

  invoke(event: string): Promise<Outcome> {
    return new Promise((resolve) => {
      this.#waiting.push({ event, resolve });
      this.#dispatch();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    const error = { errorType: 'Runtime.ExitError', errorMessage: 'The platform is stopping.' };
    for (const { resolve } of this.#waiting.splice(0)) resolve({ error });
    await Promise.all([...this.#workers].map((worker) => worker.close()));
  }

  #dispatch(): void {
    while (this.#waiting.length > 0 && !this.#closed) {
      const worker = this.#idleWorker() ?? this.#startWorker();
      if (!worker) return;
      const next = this.#waiting.shift();
      if (next) void this.#run(worker, next);
    }
  }

  async #run(worker: FunctionWorker, { event, resolve }: Waiting): Promise<void> {
    const invocation: Invocation = {
      requestId: randomUUID(),
      event,
      timeoutMs: this.#view.timeoutSeconds * 1_000,
    };
    const outcome = await worker.run(invocation);
    if ('error' in outcome) this.#log(`ERROR ${invocation.requestId} ${JSON.stringify(outcome.error)}`);
    resolve(outcome);
    if (worker.alive) this.#idle.push(worker);
    else this.#workers.delete(worker);
    this.#dispatch();
  }

  /** An idle thread can have ended too, by something that the function left behind. */
  #idleWorker(): FunctionWorker | undefined {
    for (let worker = this.#idle.pop(); worker; worker = this.#idle.pop()) {
      if (worker.alive) return worker;
      this.#workers.delete(worker);
    }
    return undefined;
  }

  #log(line: string): void {
    this.#options.log(this.#view.name, line);
  }

  /** @returns undefined when all threads that the function may have are busy */
  #startWorker(): FunctionWorker | undefined {
    if (this.#workers.size >= (this.#options.maxWorkers ?? 2)) return undefined;
    const { name, memoryMb, environment } = this.#view;
    const worker = new FunctionWorker({
      setting: this.#setting(),
      environment: {
        ...environment,
        AWS_LAMBDA_FUNCTION_NAME: name,
        AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
        ...this.#options.environmentOf(name),
      },
      log: (line) => this.#log(line),
    });
    this.#workers.add(worker);
    return worker;
  }

  #setting(): WorkerSetting {
    const { handler, folder, name, arn, memoryMb } = this.#view;
    const [file = '', exportName = ''] = handler.split('.');
    return {
      module: pathToFileURL(join(folder, `${file}.mjs`)).href,
      exportName,
      functionName: name,
      functionArn: arn,
      memoryMb,
      clockOffset: this.#options.clockOffset,
    };
  }
}
