import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NetworkError } from '../../contract/client-errors.ts';
import type { ResponseOf } from '../../contract/routes.ts';
import { decideInParts, type ItemResult, itemsLeft } from '../../web/console/queue/bulk.ts';

type Answer = ResponseOf<'decideReviews'>;

const item = (index: number) => ({ applicationId: `A${index}`, version: 1 });
const decided = (applicationId: string): Answer['results'][number] => ({
  result: 'decided',
  applicationId,
  version: 2,
  stage: 'officeAcceptance',
  outcome: 'approve',
  decidedAt: '2020-02-21T01:00:00.000Z',
});

describe('deciding in parts', () => {
  it('has a result for every item however many calls are lost, and repeats reach each item that is left', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 200 }),
        fc.infiniteStream(fc.boolean()),
        async (count, losses) => {
          const items = Array.from({ length: count }, (_, index) => item(index));
          const stored = new Set<string>();
          const results = new Map<string, ItemResult>();
          let lossy = true;
          const send = async (part: typeof items): Promise<Answer> => {
            for (const { applicationId } of part) stored.add(applicationId);
            if (lossy && losses.next().value) throw new NetworkError(new Error('lost'));
            return { results: part.map(({ applicationId }) => decided(applicationId)) };
          };
          for (let round = 0; round < 3; round += 1) {
            lossy = round < 2;
            await decideInParts(
              itemsLeft(items, results, () => undefined),
              send,
              (told) => {
                for (const [id, result] of told) results.set(id, result);
              },
            );
            expect([...results.keys()].sort()).toEqual(
              items.map(({ applicationId }) => applicationId).sort(),
            );
          }
          expect(new Set(results.values())).toEqual(new Set(['decided']));
          expect(stored.size).toBe(count);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('repeats what was refused at the version it has now, and nothing that is decided', () => {
    const results = new Map<string, ItemResult>([
      ['A0', 'decided'],
      ['A1', 'version-changed'],
      ['A2', 'unsent'],
    ]);
    const versionNow = (id: string) => (id === 'A1' ? 7 : undefined);
    expect(itemsLeft([item(0), item(1), item(2)], results, versionNow)).toEqual([
      { applicationId: 'A1', version: 7 },
      { applicationId: 'A2', version: 1 },
    ]);
  });
});
