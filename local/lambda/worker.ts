import { parentPort, workerData } from 'node:worker_threads';
import { followLocalClock } from './local-date.ts';
import type { ErrorPayload, Invocation, WorkerMessage, WorkerSetting } from './messages.ts';

/** The thread in which a function lives: loads its bundle, then handles one event at a time. */

type Handler = (event: unknown, context: object) => unknown;

const setting = workerData as WorkerSetting;
const port = parentPort;
if (!port) throw new Error('This file runs in a worker thread of the local platform.');
const tell = (message: WorkerMessage) => port.postMessage(message);

followLocalClock(setting.clockOffset);

try {
  const handler = await loadHandler();
  port.on('message', (invocation: Invocation) => {
    void handle(handler, invocation);
  });
  tell({ kind: 'ready' });
} catch (problem) {
  tell({ kind: 'unusable', error: errorPayload(problem) });
}

async function loadHandler(): Promise<Handler> {
  const exported = (await import(setting.module)) as Record<string, unknown>;
  const handler = exported[setting.exportName];
  if (typeof handler === 'function') return handler as Handler;
  const missing = new Error(`${setting.functionName} exports no function ${setting.exportName}.`);
  missing.name = 'Runtime.HandlerNotFound';
  throw missing;
}

async function handle(handler: Handler, invocation: Invocation): Promise<void> {
  try {
    const result = await handler(JSON.parse(invocation.event), contextOf(invocation));
    tell({ kind: 'result', result: JSON.stringify(result) ?? 'null' });
  } catch (problem) {
    tell({ kind: 'failure', error: errorPayload(problem) });
  }
}

function contextOf({ requestId, timeoutMs }: Invocation): object {
  // Not by Date: the local clock may be moved while the event is handled.
  const deadline = performance.now() + timeoutMs;
  return {
    functionName: setting.functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: setting.functionArn,
    memoryLimitInMB: String(setting.memoryMb),
    awsRequestId: requestId,
    logGroupName: `/aws/lambda/${setting.functionName}`,
    logStreamName: 'local',
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => Math.max(0, Math.floor(deadline - performance.now())),
  };
}

function errorPayload(problem: unknown): ErrorPayload {
  if (!(problem instanceof Error)) {
    return { errorType: typeof problem, errorMessage: String(problem), trace: [] };
  }
  const { name, message, stack = '' } = problem;
  return { errorType: name, errorMessage: message, trace: stack.split('\n') };
}
