import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { announce } from './announce.ts';
import { startPlatform } from './platform.ts';
import { seed } from './seed.ts';
import { Fault, sentenceOf } from './supervise/fault.ts';

const { values: flags } = parseArgs({
  options: {
    /** Empties the state first. */
    fresh: { type: 'boolean', default: false },
    /** Starts without the small demonstration. */
    'no-seed': { type: 'boolean', default: false },
    /** Another folder for the state. */
    state: { type: 'string', default: fileURLToPath(new URL('../.local', import.meta.url)) },
  },
});
const state = resolve(flags.state);
const port = Number(process.env['PORT'] ?? 3000);
const started = performance.now();

try {
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Fault('PORT must be a number from 1 to 65535.');
  const platform = await startPlatform({
    port,
    state,
    fresh: flags.fresh,
    warn: (sentence) => console.error(sentence),
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      platform.stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
  announce(platform, state, (performance.now() - started) / 1000);
  if (!flags['no-seed']) await seed(platform.origin, join(state, 'seeded'));
} catch (error) {
  const sentence = sentenceOf(error, state);
  console.error(sentence ?? error);
  process.exit(1);
}
