import { appendFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { announce } from './announce.ts';
import { startPlatform } from './platform.ts';
import { seed } from './seed.ts';
import { Closing } from './supervise/closing.ts';
import { Fault, sentenceOf } from './supervise/fault.ts';

const started = performance.now();
const closing = new Closing();
let asked = false;
let state = fileURLToPath(new URL('../.local', import.meta.url));

// From the first moment on: who presses Ctrl-C while it starts leaves nothing behind either. A second time is at once.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    asked = true;
    closing.end().then(() => process.exit(0));
    process.once(signal, () => process.exit(130));
  });
}

try {
  const { values: flags } = parseArgs({
    options: {
      /** Empties the state first. */
      fresh: { type: 'boolean', default: false },
      /** Starts without the small demonstration. */
      'no-seed': { type: 'boolean', default: false },
      /** Another folder for the state. */
      state: { type: 'string', default: state },
    },
  });
  state = resolve(flags.state);
  const port = Number(process.env['PORT'] ?? 3000);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Fault('PORT must be a number from 1 to 65535.');
  const warn = (sentence: string) => console.error(sentence);
  const platform = await startPlatform({ port, state, fresh: flags.fresh, warn, closing });
  announce(platform, state, (performance.now() - started) / 1000);
  if (!flags['no-seed']) await seed(platform.origin, join(state, 'seeded'), warn);
} catch (error) {
  await closing.end();
  // What is stopped while it starts fails somewhere on the way; that is not worth a word.
  if (!asked) {
    console.error(sentenceOf(error, state) ?? unknownFailure(error));
    process.exit(1);
  }
}

/** A failure without a sentence of its own: its message for the reader, its stack for the log. */
function unknownFailure(error: unknown): string {
  const { message, stack = message } = error instanceof Error ? error : new Error(String(error));
  const log = join(state, 'logs', 'platform.log');
  try {
    appendFileSync(log, `${new Date().toISOString()} ${stack}\n`);
    return `The platform cannot start: ${message}\n(${log} has more; npm start -- --fresh begins with an empty state.)`;
  } catch {
    return `The platform cannot start: ${message}`;
  }
}
