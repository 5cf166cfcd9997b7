/** A progress bar with counts on a terminal's one line; plain lines where there is no terminal. */
export class Progress {
  readonly #out: NodeJS.WriteStream;
  #lastLine = '';

  /** @param out where to draw; nothing is written to standard output, which belongs to the result */
  constructor(out: NodeJS.WriteStream) {
    this.#out = out;
  }

  /** Draws `done` of `total` of a chapter of the story. */
  show(chapter: string, done: number, total: number): void {
    const width = 24;
    const filled = Math.round((done / total) * width);
    const line = `${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${done}/${total}  ${chapter}`;
    if (line === this.#lastLine) return;
    this.#lastLine = line;
    if (this.#out.isTTY) this.#out.write(`\r\u001b[2K${line}${done === total ? '\n' : ''}`);
    else if (done === total) this.#out.write(`${line}\n`);
  }
}

/**
 * Runs work over items, at most `limit` at once, in their order of start.
 * @param onDone called after each, with how many are done
 */
export async function forEachLimited<T>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<void>,
  onDone: (done: number) => void = () => undefined,
): Promise<void> {
  const waiting = items.values();
  let done = 0;
  const lane = async () => {
    for (const item of waiting) {
      await work(item);
      done += 1;
      onDone(done);
    }
  };
  await Promise.all(Array.from({ length: limit }, lane));
}
