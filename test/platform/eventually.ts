import { setTimeout as wait } from 'node:timers/promises';

/**
 * Asks again until there is an answer.
 * @throws Error saying what never came within 30 seconds
 */
export async function eventually<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
  for (const until = performance.now() + 30_000; performance.now() < until; ) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await wait(25);
  }
  throw new Error(`${what}: did not happen within 30 s`);
}
