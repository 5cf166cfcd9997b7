/**
 * A refusal as the service's JSON 1.0 protocol tells it: `name` becomes `__type`, which the SDK turns back into
 * the error's name. Every one of them is the caller's fault (HTTP 400).
 */
export class ServiceError extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

/** The definition has something that this interpreter would not run exactly as AWS does. */
export function invalidDefinition(sentence: string): ServiceError {
  return new ServiceError('InvalidDefinition', sentence);
}

/**
 * A failure inside a running state: what `ErrorEquals` is compared with, and the human explanation.
 * Names of the language itself start with `States.`.
 */
export class StateError extends Error {
  readonly error: string | undefined;
  override readonly cause: string | undefined;
  /** Field of the definition whose evaluation failed, e.g. `Output/amount`; absent for other failures. */
  readonly location: string | undefined;

  constructor(error: string | undefined, cause: string | undefined, location?: string) {
    super(`${error ?? 'unnamed error'}: ${cause ?? ''}`);
    this.name = 'StateError';
    this.error = error;
    this.cause = cause;
    this.location = location;
  }
}
