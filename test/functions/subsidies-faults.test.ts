import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { OperationId } from '../../contract/routes.ts';
import type { Actor } from '../../domain/identity.ts';
import type { Verdict } from '../../domain/subsidies/review.ts';
import { goodAnswers, OPENING } from '../builders/applications.ts';
import { applicant, goodProfile, office } from '../builders/enterprises.ts';
import { type FaultyDoor, faults, openFaultyDoor } from '../builders/faulty-door.ts';
import type { Sent } from '../builders/http-calls.ts';
import { openSubsidies, type SubsidiesUnderTest, setClock } from '../builders/subsidies.ts';

const correction: Verdict = {
  outcome: 'return',
  reasonCode: 'statement-unclear',
  corrections: [{ field: 'employeesReturned', note: '请填写当日在岗人数' }],
};

let door: FaultyDoor;
let subsidies: SubsidiesUnderTest;
let number = 0;
beforeAll(async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  subsidies = await openSubsidies(async (databaseUrl) => {
    door = await openFaultyDoor(databaseUrl);
    return door.url;
  });
});
afterAll(() => door.close());

/** A request that is about to be sent, and what has to be true once it has had its effect, once. */
interface Prepared {
  actor: Actor;
  sent: Sent;
  applicationId?: string;
  /** Events of the application's trail afterwards; its version is as many. */
  events?: number;
}

/** Brings a new enterprise's application to the point where an operation may come. */
const prepare: Partial<Record<OperationId, () => Promise<Prepared>>> = {
  saveDraft: async () => ({
    actor: applicant(number),
    sent: {
      params: { policyId: 'resumption-award' },
      body: { version: 0, answers: { industry: 'services' } },
    },
  }),
  saveProfile: async () => ({
    actor: applicant(number),
    sent: { body: { version: 0, profile: goodProfile(number) } },
  }),
  submitApplication: async () => {
    const actor = applicant(number);
    await subsidies.profiled(actor);
    return {
      actor,
      sent: { body: { uscc: actor.uscc, policyId: 'resumption-award', answers: goodAnswers } },
    };
  },
  claimReview: async () => {
    const applicationId = await waiting();
    return { actor: office(1), sent: at(applicationId, { version: 2 }), applicationId, events: 3 };
  },
  releaseReview: async () => {
    const applicationId = await claimed();
    return { actor: office(1), sent: at(applicationId, { version: 3 }), applicationId, events: 4 };
  },
  decideReview: async () => {
    const applicationId = await claimed();
    const body = { version: 3, verdict: { outcome: 'approve' } };
    return { actor: office(1), sent: at(applicationId, body), applicationId, events: 4 };
  },
  handOverReview: async () => {
    await subsidies.ok('listReviewTasks', office(2));
    const applicationId = await claimed();
    const body = { version: 3, to: 'office-2' };
    return { actor: office(1), sent: at(applicationId, body), applicationId, events: 4 };
  },
  declareConflict: async () => {
    const applicationId = await claimed();
    const body = { version: 3, reasonCode: 'own-interest' };
    return { actor: office(1), sent: at(applicationId, body), applicationId, events: 4 };
  },
  watchReview: async () => {
    const applicationId = await waiting();
    return { actor: office(1), sent: at(applicationId, { watching: true }), applicationId, events: 2 };
  },
  decideReviews: async () => {
    const applicationId = await waiting();
    const body = { items: [{ applicationId, version: 2 }], verdict: { outcome: 'approve' } };
    return { actor: office(1), sent: { body }, applicationId, events: 3 };
  },
  resubmitApplication: async () => {
    const applicationId = await claimed();
    await subsidies.ok('decideReview', office(1), at(applicationId, { version: 3, verdict: correction }));
    const handed = { stage: 'officeAcceptance', dueAt: '2020-03-06T16:00:00.000Z', taskToken: randomUUID() };
    await subsidies.step('awaitCorrection', { applicationId, ...handed });
    const body = { version: 5, answers: { ...goodAnswers, employeesReturned: 90 } };
    return { actor: applicant(number), sent: at(applicationId, body), applicationId, events: 6 };
  },
  withdrawApplication: async () => {
    const applicationId = await waiting();
    return { actor: applicant(number), sent: at(applicationId, { version: 2 }), applicationId, events: 3 };
  },
  appealApplication: async () => {
    const applicationId = await waiting();
    await subsidies.decide(applicationId, office(1), {
      outcome: 'reject',
      reasonCode: 'resumed-too-late',
      note: '复工日期为 3 月 1 日。',
    });
    await subsidies.step('concludeApplication', { applicationId, conclusion: 'reject' });
    const body = { version: 5, reason: '复工日期有误，请复核。' };
    return { actor: applicant(number), sent: at(applicationId, body), applicationId, events: 6 };
  },
};

const at = (applicationId: string, body: object): Sent => ({ params: { applicationId }, body });
const waiting = async () => {
  const applicationId = await subsidies.submit(applicant(number));
  await subsidies.open(applicationId, 'officeAcceptance');
  return applicationId;
};
const claimed = async () => {
  const applicationId = await waiting();
  await subsidies.ok('claimReview', office(1), at(applicationId, { version: 2 }));
  return applicationId;
};

/** Prepares, lets one call of the database go wrong, sends, and sends the same again if it was told to try again. */
async function withFault(id: OperationId, plan: Parameters<FaultyDoor['watch']>[0]) {
  number += 1;
  setClock(OPENING);
  door.watch();
  const prepared = await prepare[id]?.();
  if (!prepared) throw new Error(`${id} is not prepared`);
  const { actor } = prepared;
  const sent = { ...prepared.sent, key: randomUUID() };
  door.watch(plan);
  const first = await subsidies.call(id, actor, sent);
  const calls = [...door.calls];
  door.watch();
  const second = first.status === 503 ? await subsidies.call(id, actor, sent) : first;
  return { ...prepared, calls, first, second };
}

/** What has to be true of a request that had its effect once. */
async function expectOnce(
  { applicationId, events, actor, second }: Awaited<ReturnType<typeof withFault>>,
  what: string,
) {
  expect([200, 201], `${what}: ${JSON.stringify(second.body)}`).toContain(second.status);
  const id = applicationId ?? second.body['applicationId'];
  if (second.body['facts']) {
    expect((await subsidies.ok('getProfile', actor)).version, what).toBe(1);
    const trail = (await subsidies.tables.itemsOf('audit')).filter(
      ({ pk }) => pk === `ENTERPRISE#${actor.uscc}`,
    );
    return expect(trail, what).toHaveLength(1);
  }
  if (typeof id !== 'string') {
    const draft = await subsidies.ok('getDraft', actor, { params: { policyId: 'resumption-award' } });
    return expect(draft.version, what).toBe(1);
  }
  const trail = (await subsidies.tables.itemsOf('audit')).filter(({ pk }) => pk === `APPLICATION#${id}`);
  expect(
    trail.map(({ seq }) => seq),
    what,
  ).toEqual(Array.from({ length: events ?? 1 }, (_, index) => index + 1));
  trail.forEach((event, index) => {
    expect(event['prevHash'], what).toBe(trail[index - 1]?.['hash'] ?? '');
  });
  expect(await subsidies.stored(id), what).toMatchObject({
    version: events ?? 1,
    audit: { seq: events ?? 1, hash: trail.at(-1)?.['hash'] },
  });
}

describe.each(Object.keys(prepare) as OperationId[])('%s', (id) => {
  it('has its effect once whichever of its calls to the database goes wrong, and however', async () => {
    const { calls } = await withFault(id, undefined);
    expect(calls.length).toBeGreaterThan(1);
    for (let place = 0; place < calls.length; place += 1) {
      for (const fault of faults) {
        if (fault === 'conflict' && calls[place] !== 'TransactWriteItems') continue;
        const outcome = await withFault(id, { at: place, fault });
        // One fault is what retries are for: the caller does not notice it.
        expect(outcome.first.status, `${fault} at ${calls[place]}`).toBeLessThan(300);
        await expectOnce(outcome, `${id}, ${fault} at ${calls[place]}`);
      }
    }
  });
});

describe('a database that stays away', () => {
  it.each(faults)(
    'is a 503 that names itself, never a 500, and the same request later has its effect (%s)',
    async (fault) => {
      const { calls } = await withFault('decideReview', undefined);
      const place = fault === 'conflict' ? calls.indexOf('TransactWriteItems') : 0;
      const outcome = await withFault('decideReview', { at: place, fault, always: true });
      expect([outcome.first.status, outcome.first.body.code]).toEqual([503, 'temporarily-unavailable']);
      await expectOnce(outcome, fault);
    },
  );

  it('loses no decision whose answer never came', async () => {
    const outcome = await withFault('decideReview', { at: 1, fault: 'answer-lost', always: true });
    expect(outcome.first.status).toBe(503);
    await expectOnce(outcome, 'answer lost for good');
  });
});
