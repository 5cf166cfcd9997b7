/** One line of the result: what was measured, against what it is held, and what the product means to reach. */
export interface Row {
  name: string;
  /** The figure the goal is about. */
  figure: number;
  unit: string;
  /** What the figure must not pass (or, with `atLeast`, not fall below). */
  goal?: number;
  atLeast?: boolean;
  /** The two sides, or what else a reader needs to believe the figure. */
  detail: string;
}

/** The middle of some figures. */
export function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/** The ratio of two sides that were measured in pairs: the median of each pair's own, so that a slow moment hits both. */
export function pairedRatio(pairs: readonly (readonly [number, number])[]): number {
  return median(pairs.map(([ours, bare]) => ours / bare));
}
