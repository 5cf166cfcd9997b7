/** What the platform and a worker say to each other. Events and results travel as JSON text, as in Lambda. */

/** Given to a worker at its start. */
export interface WorkerSetting {
  /** `file:` URL of the bundle. */
  module: string;
  /** Name of the export that handles events. */
  exportName: string;
  functionName: string;
  functionArn: string;
  memoryMb: number;
  /** One Float64: milliseconds between the real and the local clock. */
  clockOffset: SharedArrayBuffer;
}

/** Platform -> worker: handle this. */
export interface Invocation {
  requestId: string;
  event: string;
  timeoutMs: number;
}

/** Lambda's form of an error. */
export interface ErrorPayload {
  errorType: string;
  errorMessage: string;
  trace?: string[];
}

/** Worker -> platform: ready for events, or not; then one answer for each event. */
export type WorkerMessage =
  | { kind: 'ready' }
  | { kind: 'unusable'; error: ErrorPayload }
  | { kind: 'result'; result: string }
  | { kind: 'failure'; error: ErrorPayload };
