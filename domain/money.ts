import * as z from 'zod';

/** An amount of money: whole fen (1 yuan = 100 fen), never negative, at most 10 billion yuan. */
export const fenSchema = z.int().min(0).max(1_000_000_000_000);
export type Fen = z.infer<typeof fenSchema>;

/** `percent` per cent of an amount, rounded down to the fen so that a share never exceeds its base. Exact: integers only. */
export function shareOf(fen: Fen, percent: number): Fen {
  return Number((BigInt(fen) * BigInt(percent)) / 100n);
}
