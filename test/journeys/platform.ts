import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Platform, startPlatform } from '../../local/platform.ts';
import { portNear } from '../../local/supervise/instance.ts';

/** The whole platform on a fresh state, as `npm start` runs it, for a file of journeys. */
export async function openPlatform(): Promise<Platform> {
  const state = mkdtempSync(join(tmpdir(), 'fugong-journey-'));
  const platform = await startPlatform({
    port: await portNear(3500 + (process.pid % 500) * 4),
    state,
    fresh: false,
    warn: (sentence) => process.emitWarning(sentence),
  });
  return {
    ...platform,
    stop: async () => {
      await platform.stop();
      rmSync(state, { recursive: true, force: true });
    },
  };
}
