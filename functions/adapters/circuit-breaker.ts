/** Failures in a row after which a service is left alone. */
const FAILURES_TO_OPEN = 3;
/** How long it is left alone before one call tries again, in milliseconds. */
const OPEN_MS = 30_000;

/** The service is left alone at present; nothing was sent. */
export class CircuitOpen extends Error {
  override readonly name = 'CircuitOpen';
}

/**
 * A circuit breaker: after three failures in a row it refuses calls for 30 s, so that a person at a gate does not wait
 * for a service that is down; then one call tries again, and its outcome closes or re-opens it. State lives as long as
 * the warm function does.
 * @param monotonicMs a clock that only goes forward
 */
export class CircuitBreaker {
  readonly #monotonicMs: () => number;
  #failures = 0;
  #openedAt = 0;
  #trying = false;

  constructor(monotonicMs: () => number) {
    this.#monotonicMs = monotonicMs;
  }

  /** @throws CircuitOpen without calling; else what the call throws */
  async run<T>(call: () => Promise<T>): Promise<T> {
    const open = this.#failures >= FAILURES_TO_OPEN;
    if (open && (this.#trying || this.#monotonicMs() - this.#openedAt < OPEN_MS)) throw new CircuitOpen();
    this.#trying = open;
    try {
      const answer = await call();
      this.#failures = 0;
      return answer;
    } catch (error) {
      this.#failures += 1;
      this.#openedAt = this.#monotonicMs();
      throw error;
    } finally {
      this.#trying = false;
    }
  }
}
