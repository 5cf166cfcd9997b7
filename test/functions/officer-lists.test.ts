import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../domain/identity.ts';
import { decisionListIn } from '../../functions/adapters/officer-lists.ts';
import { applicationItemSchema } from '../../functions/adapters/subsidies-items.ts';
import { DAY, later, MINUTE, OPENING } from '../builders/applications.ts';
import { applicant, auditor, office } from '../builders/enterprises.ts';
import { openSubsidies, type SubsidiesUnderTest, setClock } from '../builders/subsidies.ts';

let subsidies: SubsidiesUnderTest;
let officer: Actor;
let number = 0;
beforeAll(async () => {
  subsidies = await openSubsidies();
});
beforeEach(() => {
  setClock(OPENING);
  officer = office(100 + number);
});

async function waiting(): Promise<string> {
  number += 1;
  const id = await subsidies.submit(applicant(number));
  await subsidies.open(id, 'officeAcceptance');
  return id;
}

/** Decides, and lists the decision as the relay does when the stream brings it. */
async function decide(applicationId: string): Promise<void> {
  await subsidies.decide(applicationId, officer);
  const { decisions } = applicationItemSchema.parse(await subsidies.stored(applicationId));
  const list = decisionListIn(subsidies.tables.client, subsidies.tables.subsidies);
  for (const decision of decisions) await list.add(applicationId, decision);
}

const watch = (who: Actor, applicationId: string, watching = true) =>
  subsidies.call('watchReview', who, { params: { applicationId }, body: { watching } });

describe('what an officer decided', () => {
  it('is listed newest first, a page at a time, with what became of it, and is nobody else’s', async () => {
    const ids = [await waiting(), await waiting(), await waiting()];
    for (const [index, id] of ids.entries()) {
      setClock(later(index * MINUTE));
      await decide(id);
    }
    await subsidies.ok('withdrawApplication', applicant(number), {
      params: { applicationId: String(ids[2]) },
      body: { version: 4 },
    });
    const first = await subsidies.ok('listDecidedReviews', officer, { query: { limit: '2' } });
    const query = { limit: '2', cursor: String(first.nextCursor) };
    const second = await subsidies.ok('listDecidedReviews', officer, { query });
    expect([...first.reviews, ...second.reviews].map((review) => review.applicationId)).toEqual(
      ids.toReversed(),
    );
    expect(first.reviews[0]).toMatchObject({
      enterpriseName: `示例企业 ${number}`,
      status: 'withdrawn',
      decision: { stage: 'officeAcceptance', outcome: 'approve', at: later(2 * MINUTE).toISOString() },
    });
    expect((await subsidies.ok('listDecidedReviews', office(1))).reviews).toEqual([]);
  });
});

describe('watching', () => {
  it('puts an application on the officer’s own list as it is now, once, until he no longer watches', async () => {
    const id = await waiting();
    await watch(officer, id);
    await watch(officer, id);
    await subsidies.decide(id, office(1));
    const { reviews } = await subsidies.ok('listWatchedReviews', officer);
    expect(reviews).toMatchObject([{ applicationId: id, status: 'inReview', amountFen: 2_000_000 }]);
    expect(reviews[0]).not.toHaveProperty('waiting');
    expect((await subsidies.ok('listWatchedReviews', office(1))).reviews).toEqual([]);
    await watch(officer, id, false);
    await watch(officer, id, false);
    expect((await subsidies.ok('listWatchedReviews', officer)).reviews).toEqual([]);
  });

  it('is refused for another area’s application, and to who only reads', async () => {
    const id = await waiting();
    expect((await watch(office(9, 'south'), id)).body.code).toBe('outside-your-area');
    expect((await watch(auditor, id)).body.code).toBe('role-not-allowed');
    expect((await subsidies.ok('listWatchedReviews', office(9, 'south'))).reviews).toEqual([]);
  });
});

describe('the counts', () => {
  it('tell what is to do without what a conflict keeps away, what was decided today in Shanghai, and what is watched', async () => {
    const start = await subsidies.ok('countReviews', officer);
    const [decided, kept, left] = [await waiting(), await waiting(), await waiting()];
    await decide(decided);
    await subsidies.ok('declareConflict', officer, {
      params: { applicationId: kept },
      body: { version: 2, reasonCode: 'own-interest' },
    });
    await watch(officer, left);
    const counts = await subsidies.ok('countReviews', officer);
    expect(counts).toEqual({
      toDo: { count: start.toDo.count + 1, more: false },
      decidedToday: { count: 1, more: false },
      watching: { count: 1, more: false },
    });
    setClock(later(DAY));
    expect((await subsidies.ok('countReviews', officer)).decidedToday.count).toBe(0);
  });
});
