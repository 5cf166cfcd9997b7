/** Work in order: what concerns one execution runs one after the other, different executions run side by side. */
export class Lanes {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Runs `work` when everything put on the same lane before has ended; resolves or rejects as `work` does. */
  run<T>(lane: string, work: () => T | Promise<T>): Promise<T> {
    const before = this.#last.get(lane) ?? Promise.resolve();
    const mine = before.then(work);
    const settled = mine.then(
      () => undefined,
      () => undefined,
    );
    const last = settled.then(() => {
      if (this.#last.get(lane) === last) this.#last.delete(lane);
    });
    this.#last.set(lane, last);
    return mine;
  }

  /** Resolves when every lane is empty. */
  async idle(): Promise<void> {
    while (this.#last.size > 0) await Promise.all(this.#last.values());
  }
}
