import type { scoreboardOperations } from '../../contract/scoreboard.ts';
import type { Figures } from '../adapters/scoreboard.ts';
import type { Implementation } from '../http.ts';

/** @param read reads the figures that the relay counts */
export function getScoreboard(
  read: () => Promise<Figures>,
): Implementation<typeof scoreboardOperations.getScoreboard> {
  return read;
}
