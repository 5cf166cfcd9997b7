import type { Task } from './records.ts';

/**
 * Calls functions, at most `limit` at once, each open attempt at most once at a time.
 * What a call leads to is the business of `call`, which must not reject.
 */
export class Calls {
  readonly #limit: number;
  readonly #call: (task: Task) => Promise<void>;
  readonly #waiting: Task[] = [];
  readonly #known = new Set<string>();
  #running = 0;

  constructor(limit: number, call: (task: Task) => Promise<void>) {
    this.#limit = limit;
    this.#call = call;
  }

  /** Whether this attempt is being called or stands in line. */
  has(task: Task): boolean {
    return this.#known.has(keyOf(task));
  }

  add(task: Task): void {
    if (this.has(task)) return;
    this.#known.add(keyOf(task));
    this.#waiting.push(task);
    this.#next();
  }

  #next(): void {
    while (this.#running < this.#limit) {
      const task = this.#waiting.shift();
      if (!task) return;
      this.#running += 1;
      void this.#call(task).finally(() => {
        this.#running -= 1;
        this.#known.delete(keyOf(task));
        this.#next();
      });
    }
  }
}

function keyOf({ execution, visit, attempt }: Task): string {
  return `${execution} ${visit} ${attempt}`;
}
