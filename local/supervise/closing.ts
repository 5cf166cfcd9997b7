/**
 * What must be ended when the platform ends, in the order in which it began. Everything gets its turn, also when
 * something before it fails; what begins after the end has come is ended at once.
 */
export class Closing {
  readonly #closers: (() => unknown)[] = [];
  #ending: Promise<void> | undefined;

  /** @param close ends one part; may be asynchronous */
  add(close: () => unknown): void {
    this.#closers.push(close);
    if (this.#ending) this.#ending = this.#ending.then(() => this.#endAll());
  }

  /** Ends all parts, the last begun first. Resolves when they are ended; asked again, it is the same end. */
  end(): Promise<void> {
    this.#ending ??= this.#endAll();
    return this.#ending;
  }

  async #endAll(): Promise<void> {
    for (let close = this.#closers.pop(); close; close = this.#closers.pop()) {
      try {
        await close();
      } catch {
        // A part that cannot end properly ends with the process; the next start repairs what it left.
      }
    }
  }
}
