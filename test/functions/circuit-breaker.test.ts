import { beforeEach, describe, expect, it } from 'vitest';
import { CircuitBreaker, CircuitOpen } from '../../functions/adapters/circuit-breaker.ts';

let now: number;
let breaker: CircuitBreaker;
let calls: number;
beforeEach(() => {
  now = 0;
  calls = 0;
  breaker = new CircuitBreaker(() => now);
});

const succeed = () =>
  breaker.run(async () => {
    calls += 1;
    return 'answer';
  });
const fail = () =>
  breaker.run(async () => {
    calls += 1;
    throw new Error('down');
  });

/** Lets a service fail so many times in a row. */
async function failTimes(times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) await expect(fail()).rejects.toThrow('down');
}

describe('A circuit breaker', () => {
  it('lets calls through while fewer than three fail in a row', async () => {
    await failTimes(2);
    await expect(succeed()).resolves.toBe('answer');
    await failTimes(2);
    await expect(succeed()).resolves.toBe('answer');
  });

  it('opens with the third failure in a row, and then answers at once without calling', async () => {
    await failTimes(3);
    now = 29_999;
    await expect(succeed()).rejects.toBeInstanceOf(CircuitOpen);
    expect(calls).toBe(3);
  });

  it('tries with one call after 30 s, and closes when it succeeds', async () => {
    await failTimes(3);
    now = 30_000;
    await expect(succeed()).resolves.toBe('answer');
    await failTimes(2);
    await expect(succeed()).resolves.toBe('answer');
  });

  it('stays open for another 30 s when the trying call fails', async () => {
    await failTimes(3);
    now = 30_000;
    await failTimes(1);
    now = 59_999;
    await expect(succeed()).rejects.toBeInstanceOf(CircuitOpen);
    now = 60_000;
    await expect(succeed()).resolves.toBe('answer');
  });

  it('lets only one call try, however many come at once', async () => {
    await failTimes(3);
    now = 30_000;
    const { promise, resolve } = Promise.withResolvers<void>();
    const trying = breaker.run(() => promise);
    await expect(succeed()).rejects.toBeInstanceOf(CircuitOpen);
    resolve();
    await trying;
    await expect(succeed()).resolves.toBe('answer');
  });
});
