import { NetworkError, ProblemError } from '../../../contract/client-errors.ts';
import type { RequestOf, ResponseOf } from '../../../contract/routes.ts';
import type { ProblemCode } from '../../../domain/errors.ts';

export type BulkVerdict = RequestOf<'decideReviews'>['body']['verdict'];
export type BulkItem = RequestOf<'decideReviews'>['body']['items'][number];

/** What became of an item: decided, refused by a code, or never answered. */
export type ItemResult = 'decided' | 'unsent' | ProblemCode;
export type Results = ReadonlyMap<string, ItemResult>;

/** Items a call carries: small enough that progress shows, and that a lost call is repeated in a second. */
const PART = 20;

/**
 * Sends items in parts, one after the other, and tells the results as they come. Where no answer comes, or the sign-in has
 * run out, the rest is not sent: it stays `unsent` or of that code, and can be sent again under the same key.
 */
export async function decideInParts(
  items: readonly BulkItem[],
  send: (part: BulkItem[]) => Promise<ResponseOf<'decideReviews'>>,
  onResults: (results: Results) => void,
): Promise<void> {
  for (let start = 0; start < items.length; start += PART) {
    const answer = await send(items.slice(start, start + PART)).catch(whatIsInTheWay);
    if (typeof answer === 'string') {
      onResults(new Map(items.slice(start).map(({ applicationId }) => [applicationId, answer])));
      return;
    }
    onResults(
      new Map(
        answer.results.map((each) => [each.applicationId, each.result === 'decided' ? 'decided' : each.code]),
      ),
    );
  }
}

function whatIsInTheWay(error: unknown): ItemResult {
  if (error instanceof NetworkError) return 'unsent';
  if (error instanceof ProblemError) return error.code;
  throw error;
}

/** The items that are not decided, at the versions that are known now: a repeat of what failed only. */
export function itemsLeft(
  items: readonly BulkItem[],
  results: Results,
  versionNow: (applicationId: string) => number | undefined,
): BulkItem[] {
  return items
    .filter(({ applicationId }) => results.get(applicationId) !== 'decided')
    .map(({ applicationId, version }) => ({ applicationId, version: versionNow(applicationId) ?? version }));
}
