import { randomUUID } from 'node:crypto';
import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MOST_DECISIONS } from '../../contract/review-tasks.ts';
import type { ResponseOf } from '../../contract/routes.ts';
import type { Actor } from '../../domain/identity.ts';
import { newReceiptCode } from '../../domain/subsidies/receipt-code.ts';
import { applicationEvent } from '../../functions/adapters/application-event.ts';
import { applicationsIn } from '../../functions/adapters/applications.ts';
import { deciderGuard, handOverGuard } from '../../functions/adapters/decider-guard.ts';
import { later, MINUTE, OPENING } from '../builders/applications.ts';
import { applicant, bureau, office } from '../builders/enterprises.ts';
import { patiently } from '../builders/http-calls.ts';
import { openSubsidies, type SubsidiesUnderTest, setClock } from '../builders/subsidies.ts';

type Result = ResponseOf<'decideReviews'>['results'][number];

let subsidies: SubsidiesUnderTest;
let number = 0;
let applicationId: string;
let params: { applicationId: string };
beforeAll(async () => {
  subsidies = await openSubsidies();
  for (const officer of [office(1), office(2), office(3), bureau(1), bureau(2)])
    await subsidies.ok('listReviewTasks', officer);
});
beforeEach(async () => {
  setClock(OPENING);
  applicationId = await waiting();
  params = { applicationId };
});

/** A new enterprise's application that waits for the office’s review. */
async function waiting(officeId = 'north'): Promise<string> {
  number += 1;
  const id = await subsidies.submit(applicant(number, officeId));
  await subsidies.open(id, 'officeAcceptance');
  return id;
}

const claim = (officer: Actor, version: number) =>
  subsidies.ok('claimReview', officer, { params, body: { version } });
const handOver = (officer: Actor, version: number, to: string) =>
  subsidies.call('handOverReview', officer, { params, body: { version, to } });
const declare = (officer: Actor, version: number) =>
  subsidies.call('declareConflict', officer, { params, body: { version, reasonCode: 'relative-interest' } });
const decide = (officer: Actor, version: number) =>
  subsidies.call('decideReview', officer, { params, body: { version, verdict: { outcome: 'approve' } } });
const decideMany = (
  officer: Actor,
  items: object[],
  key: string = randomUUID(),
  verdict: object = { outcome: 'approve' },
) => subsidies.call('decideReviews', officer, { body: { items, verdict }, key });
const resultsOf = ({ body }: { body: Record<string, unknown> }) => body['results'] as Result[];
const versionOf = async (id = applicationId) => Number((await caseOf(id))['version']);

/** Everything under an application's key, in one of the tables. */
async function itemsUnder(table: 'subsidies' | 'audit', id: string): Promise<Record<string, unknown>[]> {
  const { Items = [] } = await subsidies.tables.client.send(
    new QueryCommand({
      TableName: subsidies.tables[table],
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: `APPLICATION#${id}` } },
      ConsistentRead: true,
    }),
  );
  return Items.map((item) => unmarshall(item));
}

/** What is stored of the application and its trail, to show that a refusal changed nothing. */
async function record(): Promise<string> {
  const stored = [await itemsUnder('subsidies', applicationId), await itemsUnder('audit', applicationId)];
  return JSON.stringify(stored, (_key, value: unknown) => (value instanceof Set ? [...value] : value));
}

/** The application as it is stored. */
async function caseOf(id = applicationId): Promise<Record<string, unknown>> {
  return (await itemsUnder('subsidies', id)).find(({ sk }) => sk === 'CASE') ?? {};
}

const actionsOf = async (id: string) => (await itemsUnder('audit', id)).map(({ action }) => action);

describe('handing over', () => {
  it('gives the hold to the colleague for 30 minutes of his own, on record, and a repeat says so again', async () => {
    await claim(office(1), 2);
    setClock(later(20 * MINUTE));
    const first = await handOver(office(1), 3, 'office-2');
    expect(first.body).toMatchObject({
      version: 4,
      claim: { by: 'office-2', from: 'office-1', until: later(50 * MINUTE).toISOString() },
    });
    expect((await handOver(office(1), 3, 'office-2')).body).toEqual(first.body);
    expect((await decide(office(1), 4)).body.code).toBe('review-claimed-by-other');
    expect((await decide(office(2), 4)).status).toBe(200);
    expect((await actionsOf(applicationId)).slice(-2)).toEqual(['handOverReview', 'decideReview']);
  });

  it('still tells from whom, once the colleague has renewed his hold', async () => {
    await claim(office(1), 2);
    await handOver(office(1), 3, 'office-2');
    expect((await claim(office(2), 4)).claim).toMatchObject({ by: 'office-2', from: 'office-1' });
  });

  it('offers the colleagues of the queue who may decide it, by name and last day seen', async () => {
    const { colleagues } = await subsidies.ok('listColleagues', office(1), { params });
    expect(colleagues).toEqual([
      { sub: 'office-2', name: '示例受理员 2', seenOn: '2020-02-21' },
      { sub: 'office-3', name: '示例受理员 3', seenOn: '2020-02-21' },
    ]);
    await declare(office(3), 2);
    const left = (await subsidies.ok('listColleagues', office(1), { params })).colleagues;
    expect(left.map(({ sub }) => sub)).toEqual(['office-2']);
  });

  it.each<[string, string, number, string, () => Promise<unknown>]>([
    ['himself', 'office-1', 400, 'invalid-input', async () => undefined],
    ['one who never opened this queue', 'office-77', 404, 'colleague-not-found', async () => undefined],
    ['an officer of another stage', 'bureau-1', 404, 'colleague-not-found', async () => undefined],
    [
      'an officer of another area',
      'office-9',
      404,
      'colleague-not-found',
      () => subsidies.ok('listReviewTasks', office(9, 'south')),
    ],
    [
      'one of the enterprise itself',
      'office-8',
      403,
      'colleague-may-not-review',
      () => subsidies.ok('listReviewTasks', { ...office(8), uscc: String(applicant(number).uscc) }),
    ],
    ['one who declared a conflict', 'office-2', 403, 'colleague-may-not-review', () => declare(office(2), 2)],
  ])('is refused to %s, and nothing changes', async (_who, to, status, code, prepare) => {
    await prepare();
    await claim(office(1), await versionOf());
    const before = await record();
    const answer = await handOver(office(1), await versionOf(), to);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(await record()).toBe(before);
  });

  it('is refused to who does not hold it, and on an older version', async () => {
    await claim(office(1), 2);
    expect((await handOver(office(2), 3, 'office-3')).body.code).toBe('review-claimed-by-other');
    expect((await handOver(office(1), 2, 'office-2')).body.code).toBe('version-changed');
    setClock(later(30 * MINUTE));
    expect((await handOver(office(1), 3, 'office-2')).body.code).toBe('review-not-claimed');
  });

  it('and deciding at once: one of them happens', async () => {
    for (let round = 0; round < 10; round += 1) {
      applicationId = await waiting();
      params = { applicationId };
      await claim(office(1), 2);
      const [handed, decided] = await Promise.all([
        patiently(() => handOver(office(1), 3, 'office-2')),
        patiently((key) =>
          subsidies.call('decideReview', office(1), {
            params,
            body: { version: 3, verdict: { outcome: 'approve' } },
            key,
          }),
        ),
      ]);
      expect([handed.status, decided.status].filter((status) => status === 200)).toHaveLength(1);
      const { waiting: open, decisions } = await caseOf(applicationId);
      if (handed.status === 200) expect([open, decisions]).toMatchObject([{ claim: { by: 'office-2' } }, []]);
      else expect([open, decisions]).toMatchObject([undefined, [{ by: 'office-1' }]]);
    }
  });
});

describe('declaring a conflict of interest', () => {
  it('frees what the officer holds, stands for good, and keeps him from everything but reading', async () => {
    await claim(office(1), 2);
    const first = await declare(office(1), 3);
    expect(first.body).toMatchObject({
      version: 4,
      conflict: { by: 'office-1', reasonCode: 'relative-interest' },
    });
    expect((await declare(office(1), 3)).body).toEqual(first.body);
    expect((await caseOf(applicationId))['waiting']).not.toHaveProperty('claim');
    const review = await subsidies.ok('getReview', office(1), { params });
    expect(review.blockedBy).toBe('conflict-of-interest');
    const before = await record();
    const refused = [
      await subsidies.call('claimReview', office(1), { params, body: { version: 4 } }),
      await decide(office(1), 4),
      await handOver(office(1), 4, 'office-2'),
    ];
    expect(refused.map(({ status, body }) => [status, body.code])).toEqual(
      refused.map(() => [403, 'conflict-of-interest']),
    );
    expect(resultsOf(await decideMany(office(1), [{ applicationId, version: 4 }]))).toEqual([
      { result: 'refused', applicationId, code: 'conflict-of-interest' },
    ]);
    expect(await record()).toBe(before);
    expect((await subsidies.decide(applicationId, office(2))).status).toBe(200);
  });

  it('leaves a colleague’s hold alone', async () => {
    await claim(office(2), 2);
    await declare(office(1), 3);
    expect((await caseOf(applicationId))['waiting']).toMatchObject({ claim: { by: 'office-2' } });
  });

  it('is refused to another area, and once the application is closed', async () => {
    expect((await declare(office(9, 'south'), 2)).body.code).toBe('outside-your-area');
    const enterprise = applicant(number);
    await subsidies.ok('withdrawApplication', enterprise, { params, body: { version: 2 } });
    expect((await declare(office(1), 3)).body.code).toBe('state-not-allowed');
  });

  it('takes the case out of his queue; its pages stay full, and every other case comes once', async () => {
    const here = await Promise.all(Array.from({ length: 9 }, () => waiting('east')));
    const officer = office(5, 'east');
    const all = (await subsidies.ok('listReviewTasks', officer)).tasks.map((task) => task.applicationId);
    expect([...all].sort()).toEqual([...here].sort());
    for (const id of all.filter((_, index) => index % 3 === 0)) {
      const body = { version: 2, reasonCode: 'own-interest' };
      await subsidies.ok('declareConflict', officer, { params: { applicationId: id }, body });
    }
    const pages: string[][] = [];
    for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
      const query = { limit: '2', ...(cursor ? { cursor } : {}) };
      const page = await subsidies.ok('listReviewTasks', officer, { query });
      pages.push(page.tasks.map((task) => task.applicationId));
      cursor = page.nextCursor;
    }
    expect(pages.flat()).toEqual(all.filter((_, index) => index % 3 !== 0));
    expect(pages.slice(0, 3).map(({ length }) => length)).toEqual([2, 2, 2]);
    expect((await subsidies.ok('listReviewTasks', office(6, 'east'))).tasks).toHaveLength(9);
  });

  it('and deciding at once: nobody decides after he declared', async () => {
    for (let round = 0; round < 10; round += 1) {
      applicationId = await waiting();
      params = { applicationId };
      await claim(office(1), 2);
      const [declared, decided] = await Promise.all([
        patiently(() => declare(office(1), 3)),
        patiently(() => decideMany(office(1), [{ applicationId, version: 3 }])),
      ]);
      const trail = (await actionsOf(applicationId)).slice(3);
      if (resultsOf(decided)[0]?.result === 'decided') expect(trail[0]).toBe('decideReviews');
      else expect([declared.status, trail]).toEqual([200, ['declareConflict']]);
    }
  });
});

/** A receipt code that nobody has. */
const nowhere = newReceiptCode((count) => new Uint8Array(count));

describe('deciding many at once', () => {
  const many = (count: number, officeId: string) =>
    Promise.all(Array.from({ length: count }, () => waiting(officeId)));

  it('decides 200 reviews that nobody holds, within the function’s time; what it had no time for comes with the same call again', async () => {
    const ids: string[] = [];
    for (let batch = 0; batch < 10; batch += 1) ids.push(...(await many(MOST_DECISIONS / 10, 'west')));
    const items = ids.map((id) => ({ applicationId: id, version: 2 }));
    const key = randomUUID();
    const decided = new Map<string, Result>();
    for (let calls = 0; calls < 5 && decided.size < items.length; calls += 1) {
      const begun = performance.now();
      const answer = await decideMany(office(1, 'west'), items, key);
      expect(performance.now() - begun).toBeLessThan(10_000);
      for (const result of resultsOf(answer)) {
        if (result.result === 'refused') expect(result.code).toBe('temporarily-unavailable');
        else decided.set(result.applicationId, result);
      }
    }
    expect([...decided.keys()].sort()).toEqual([...ids].sort());
    expect((await subsidies.ok('listReviewTasks', office(1, 'west'))).tasks).toEqual([]);
    const anew = resultsOf(await decideMany(office(1, 'west'), items.slice(0, 20)));
    expect(anew.every(({ result }) => result === 'refused')).toBe(true);
  }, 60_000);

  it('loses none and decides none twice when calls cross, repeat and overlap', async () => {
    const ids = await many(30, 'park');
    const items = ids.map((id) => ({ applicationId: id, version: 2 }));
    const [key, other] = [randomUUID(), randomUUID()];
    const officer = office(1, 'park');
    const answers = await Promise.all([
      decideMany(officer, items.slice(0, 20), key),
      decideMany(officer, items.slice(0, 20), key),
      decideMany(officer, items.slice(10), other),
    ]);
    answers.push(
      await decideMany(officer, items.slice(0, 20), key),
      await decideMany(officer, items.slice(10), other),
    );
    const [first, second, third, firstAgain, thirdAgain] = answers.map(resultsOf);
    const decidedIn = (results: Result[] = []) => results.filter(({ result }) => result === 'decided');
    const union = new Set(
      [...decidedIn(firstAgain), ...decidedIn(thirdAgain)].map((each) => each.applicationId),
    );
    expect(union).toEqual(new Set(ids));
    expect(decidedIn(firstAgain).length + decidedIn(thirdAgain).length).toBe(ids.length);
    for (const early of [...decidedIn(first), ...decidedIn(second)]) expect(firstAgain).toContainEqual(early);
    for (const early of decidedIn(third)) expect(thirdAgain).toContainEqual(early);
    for (const id of ids) {
      expect((await caseOf(id))['decisions']).toHaveLength(1);
      expect((await actionsOf(id)).filter((action) => action === 'decideReviews')).toHaveLength(1);
    }
  }, 30_000);

  it('says of each item what is in the way, and decides the others', async () => {
    const [held, stale, foreign, good] = [
      await waiting(),
      await waiting(),
      await waiting('south'),
      await waiting(),
    ];
    await subsidies.ok('claimReview', office(2), { params: { applicationId: held }, body: { version: 2 } });
    const items = [
      { applicationId: held, version: 3 },
      { applicationId: stale, version: 1 },
      { applicationId: foreign, version: 2 },
      { applicationId: nowhere, version: 1 },
      { applicationId: good, version: 2 },
    ];
    const results = resultsOf(await decideMany(office(1), items));
    expect(results.map((each) => (each.result === 'refused' ? each.code : each.result))).toEqual([
      'review-claimed-by-other',
      'version-changed',
      'outside-your-area',
      'application-not-found',
      'decided',
    ]);
  });

  it('refuses another verdict under the same key, item by item', async () => {
    const key = randomUUID();
    const items = [{ applicationId, version: 2 }];
    await decideMany(office(1), items, key);
    const rejection = { outcome: 'reject', reasonCode: 'clause-not-met', note: '不符合条件。' };
    expect(resultsOf(await decideMany(office(1), items, key, rejection))).toEqual([
      { result: 'refused', applicationId, code: 'idempotency-key-reused' },
    ]);
  });

  it('takes no return, no empty list and no more than 200 items', async () => {
    const item = { applicationId, version: 2 };
    const correction = {
      outcome: 'return',
      reasonCode: 'statement-unclear',
      corrections: [{ field: 'industry', note: '?' }],
    };
    expect((await decideMany(office(1), [item], randomUUID(), correction)).body.fields?.[0]?.path).toBe(
      'verdict.outcome',
    );
    for (const items of [[], Array.from({ length: MOST_DECISIONS + 1 }, () => item)])
      expect((await decideMany(office(1), items)).body.fields?.[0]?.path).toBe('items');
  });
});

describe('four eyes', () => {
  /** An officer who is known in both queues under one subject: promoted from the office to the bureau. */
  const people = ['p-1', 'p-2', 'p-3'] as const;
  const atOffice = (sub: string): Actor => ({ ...office(1), sub });
  const atBureau = (sub: string): Actor => ({ ...bureau(1), sub });

  it('hold on every way to a second stage: whoever decided the first is refused with 403, and nothing is written', async () => {
    for (const person of people) await subsidies.ok('listReviewTasks', atBureau(person));
    const ways = ['claim', 'decide many', 'hand over'] as const;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...people),
        fc.constantFrom(...people),
        fc.constantFrom(...ways),
        async (first, second, way) => {
          applicationId = await waiting();
          params = { applicationId };
          await subsidies.decide(applicationId, atOffice(first));
          await subsidies.open(applicationId, 'bureauReview');
          const holder = atBureau('p-9');
          if (way === 'hand over') await claim(holder, await versionOf());
          const version = await versionOf();
          const before = await record();
          const answer =
            way === 'claim'
              ? await subsidies.call('claimReview', atBureau(second), { params, body: { version } })
              : way === 'hand over'
                ? await handOver(holder, version, second)
                : await decideMany(atBureau(second), [{ applicationId, version }]);
          const refused =
            way === 'decide many' ? resultsOf(answer)[0]?.result === 'refused' : answer.status === 403;
          expect(refused).toBe(first === second);
          expect((await record()) === before).toBe(first === second);
        },
      ),
      { numRuns: 20, seed: 20_200_221 },
    );
  }, 30_000);

  it.each<[string, Actor]>([
    ['who decided the other stage', atBureau('office-1')],
    ['of the enterprise itself', bureau(4, 0)],
    ['who declared a conflict', bureau(2)],
  ])(
    'stand in the write itself: a hand-over to one %s, and a bulk decision of his, change nothing',
    async (_who, blocked) => {
      const bound = blocked.uscc ? { ...blocked, uscc: String(applicant(number).uscc) } : blocked;
      await subsidies.decide(applicationId, office(1));
      await subsidies.open(applicationId, 'bureauReview');
      await declare(bureau(2), await versionOf());
      await claim(bureau(1), await versionOf());
      const before = await record();
      const applications = applicationsIn(new DynamoDBClient({}), subsidies.tables);
      const open = await applications.read(applicationId);
      const at = OPENING.toISOString();
      const entry = applicationEvent(open, open, bureau(1), 'handOverReview', at);
      const handed = applications.change({
        before: open,
        after: open,
        entry,
        guard: handOverGuard(open, bureau(1), bound, at),
      });
      await expect(handed).rejects.toThrow('version-changed');
      setClock(later(31 * MINUTE));
      const guard = deciderGuard(open, bound, later(31 * MINUTE).toISOString(), 'held-or-free');
      await expect(applications.change({ before: open, after: open, entry, guard })).rejects.toThrow(
        'version-changed',
      );
      expect(await record()).toBe(before);
    },
  );
});
