import type { Throttle } from '../template/views.ts';

/** API Gateway's throttle: `burst` requests at once, then `ratePerSecond`. Without figures it lets all pass. */
export class TokenBucket {
  readonly #rate: number;
  readonly #burst: number;
  readonly #now: () => number;
  #tokens: number;
  #filledAt: number;

  /** @param now milliseconds that only go forward */
  constructor({ ratePerSecond, burst }: Throttle, now: () => number) {
    this.#rate = ratePerSecond ?? Number.POSITIVE_INFINITY;
    this.#burst = burst ?? Math.max(1, this.#rate);
    this.#now = now;
    this.#tokens = this.#burst;
    this.#filledAt = now();
  }

  /** Whether one more request may pass now. */
  take(): boolean {
    if (this.#rate === Number.POSITIVE_INFINITY) return true;
    const now = this.#now();
    this.#tokens = Math.min(this.#burst, this.#tokens + ((now - this.#filledAt) / 1_000) * this.#rate);
    this.#filledAt = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
