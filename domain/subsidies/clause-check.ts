import * as z from 'zod';

export const overallResults = ['pass', 'fail', 'needs-review'] as const;
export type OverallResult = (typeof overallResults)[number];

/** What looking at every clause anew has found (条件复核): the result over all, and the clauses that fail. */
export const clauseCheckSchema = z.object({ result: z.enum(overallResults), failed: z.array(z.string()) });
export type ClauseCheck = z.infer<typeof clauseCheckSchema>;
