import { createHash } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ResponseOf } from '../../contract/routes.ts';
import { auditEventSchema, chainEvent } from '../../domain/audit.ts';
import { policyOf } from '../../domain/subsidies/policies/catalogue.ts';
import { contentOf, type PolicyContent } from '../../domain/subsidies/policy-draft.ts';
import { policyDraftsIn } from '../../functions/adapters/policy-drafts.ts';
import { goodAnswers, later, MINUTE, OPENING } from '../builders/applications.ts';
import { applicant, auditor, bureau, goodProfile, office } from '../builders/enterprises.ts';
import { patiently } from '../builders/http-calls.ts';
import { openSubsidies, type SubsidiesUnderTest, setClock } from '../builders/subsidies.ts';

let subsidies: SubsidiesUnderTest;
let number = 0;
let params: { policyId: string };
beforeAll(async () => {
  subsidies = await openSubsidies();
});
beforeEach(() => {
  setClock(OPENING);
  number += 1;
  params = { policyId: `canteen-${number}` };
});

const award = policyOf('resumption-award');
const canteen: PolicyContent = {
  ...contentOf(award),
  illustrative: true,
  title: { zh: '食堂补贴（示例）', en: 'Canteens (illustrative)' },
};
const [author, second, third] = [bureau(1), bureau(2), bureau(3)];

const save = (content: PolicyContent, version = 0, who = author, key?: string) =>
  subsidies.call('savePolicyDraft', who, { params, body: { version, content }, ...(key ? { key } : {}) });
const propose = (version: number, who = author) =>
  subsidies.call('proposePolicy', who, { params, body: { version } });
const publish = (version: number, who = second, key?: string) =>
  subsidies.call('publishPolicy', who, { params, body: { version }, ...(key ? { key } : {}) });
const draft = () => subsidies.ok('getPolicyDraft', auditor, { params });

/** Brings a content to where a second person may publish it, and gives the draft's version. */
async function proposed(content: PolicyContent = canteen): Promise<number> {
  const { version } = await subsidies.ok('getPolicyDraft', author, { params }).catch(() => ({ version: 0 }));
  expect(await save(content, version)).toMatchObject({ status: 200, body: { state: 'draft', problems: [] } });
  expect(await propose(version + 1)).toMatchObject({ status: 200, body: { state: 'proposed' } });
  return version + 2;
}

/** The trail of the policy, checked link by link. */
async function trail() {
  const events = (await subsidies.tables.itemsOf('audit'))
    .filter(({ pk }) => pk === `POLICY#${params.policyId}`)
    .map((event) => auditEventSchema.parse(event));
  let head = { seq: 0, hash: '' };
  for (const { hash, seq: _seq, prevHash: _prevHash, ...entry } of events) {
    head = chainEvent(head, entry, (text) => createHash('sha256').update(text).digest('hex'));
    expect(head.hash).toBe(hash);
  }
  return events.map(({ action, by, from, to }) => [action, by, from, to].join(' '));
}

describe('A new version of a policy', () => {
  it('is drafted, proposed, published by a second person, and counts from the next request on', async () => {
    params = { policyId: award.id };
    const before = applicant(1);
    const applicationId = await subsidies.submit(before);
    const untouched = await draft();
    expect(untouched).toMatchObject({ state: 'published', version: 0, nextVersion: 2 });
    expect(untouched.published?.policy).toEqual(award);

    const title = { zh: '复工复产奖励（提高）', en: 'Resumption award, raised' };
    const raised: PolicyContent = {
      ...contentOf(award),
      title,
      amount: { kind: 'fixed', fen: 3_000_000 },
    };
    const version = await proposed(raised);
    setClock(later(MINUTE));
    expect(await publish(version)).toMatchObject({
      status: 200,
      body: { state: 'published', nextVersion: 3, published: { publishedAt: later(MINUTE).toISOString() } },
    });
    expect(await trail()).toEqual([
      'savePolicyDraft bureau-1  draft',
      'proposePolicy bureau-1 draft proposed',
      'publishPolicy bureau-2 proposed published',
    ]);

    const { policies } = await subsidies.ok('listPolicies', undefined);
    expect(policies.find(({ id }) => id === award.id)).toMatchObject({ version: 2, title });
    const body = { answers: goodAnswers };
    expect(await subsidies.ok('checkEligibility', before, { params, body })).toMatchObject({
      policyVersion: 2,
      amountFen: 3_000_000,
    });
    const newer = await subsidies.submit(applicant(2));
    expect(await subsidies.stored(newer)).toMatchObject({ policyVersion: 2, amountFen: 3_000_000 });

    // Each application goes its way under the version it was made by.
    for (const [id, who, number, name] of [
      [applicationId, before, 1, award.title],
      [newer, applicant(2), 2, title],
    ] as const) {
      await subsidies.step('screenApplication', { applicationId: id });
      await subsidies.open(id, 'officeAcceptance');
      expect((await subsidies.decide(id, office(1))).status).toBe(200);
      const { policy } = await subsidies.ok('getReview', second, { params: { applicationId: id } });
      expect(policy).toMatchObject({ version: number, title: name });
      const mine = await subsidies.ok('listMyApplications', who);
      expect(mine.applications[0]?.policyTitle).toEqual(name);
    }
  });

  it('starts from what was published, and is numbered on', async () => {
    await publish(await proposed());
    const again = await draft();
    expect(again).toMatchObject({ state: 'published', version: 3, nextVersion: 2, content: canteen });
    const noticeWorkingDays = 7;
    await publish(await proposed({ ...canteen, noticeWorkingDays }), third);
    expect(await draft()).toMatchObject({
      nextVersion: 3,
      published: { policy: { version: 2, noticeWorkingDays } },
    });
  });
});

describe('A draft', () => {
  it('may be incomplete, says what is missing, and cannot be proposed so', async () => {
    const first = await save({ title: { zh: '食堂补贴', en: '' }, illustrative: true });
    expect(first).toMatchObject({ status: 200, body: { version: 1, state: 'draft', nextVersion: 1 } });
    expect((await draft()).problems).toContainEqual({ path: 'title.zh', reason: 'not-said-illustrative' });
    const { status, body } = await propose(1);
    expect([status, body.code]).toEqual([400, 'invalid-input']);
    expect(body.fields).toContainEqual(
      expect.objectContaining({ path: 'content.budgetFen', reason: 'required', message: expect.any(String) }),
    );
    expect(await trail()).toEqual(['savePolicyDraft bureau-1  draft']);
    // The public sees nothing of it.
    expect((await subsidies.call('getPolicy', undefined, { params })).status).toBe(404);
  });

  it('takes one of two who saved over the same version, and a repeated save once', async () => {
    await save(canteen);
    const answers = await Promise.all([save({ ...canteen, evidence: [] }, 1), save(canteen, 1, second)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const key = 'the-very-same-request';
    for (const _ of [1, 2])
      expect(await save(canteen, 2, author, key)).toMatchObject({ body: { version: 3 } });
    expect(await save({}, 3, author, key)).toMatchObject({ body: { code: 'idempotency-key-reused' } });
  });

  it('puts on record who starts it and who takes it on, not every save', async () => {
    await save(canteen);
    await save(canteen, 1);
    await save(canteen, 2, second);
    await save(canteen, 3, second);
    expect(await trail()).toEqual([
      'savePolicyDraft bureau-1  draft',
      'savePolicyDraft bureau-2 draft draft',
    ]);
  });

  it('is not typed in while it is proposed; either side takes it back first', async () => {
    const version = await proposed();
    expect(await save({}, version)).toMatchObject({ status: 409, body: { code: 'state-not-allowed' } });
    const back = await subsidies.ok('withdrawProposal', second, { params, body: { version } });
    expect(back).toMatchObject({ state: 'draft', version: version + 1, content: canteen });
    expect(back.proposed).toBeUndefined();
    expect((await save({}, version + 1)).status).toBe(200);
  });

  it('that nobody saved cannot be proposed, and no policy is called by an address of the API', async () => {
    expect(await propose(1)).toMatchObject({ status: 404, body: { code: 'draft-not-found' } });
    params = { policyId: 'feed' };
    expect(await save(canteen)).toMatchObject({ status: 400, body: { fields: [{ path: 'policyId' }] } });
  });

  it('stands in the list with its state, behind the policies in force', async () => {
    await save({});
    const { policies } = await subsidies.ok('listPolicyDrafts', author);
    expect(policies[0]).toMatchObject({ policyId: award.id, published: { open: true } });
    const listed = policies.find(({ policyId }) => policyId === params.policyId);
    expect(listed).toMatchObject({
      title: { zh: '', en: '' },
      draft: { state: 'draft', edited: { byName: '示例审核员 1' } },
    });
    expect(listed?.published).toBeUndefined();
  });
});

describe('Publication', () => {
  it('is refused to who proposed it and to who edited it last, and nothing is stored', async () => {
    await save(canteen);
    const version = 2;
    expect((await propose(1, second)).status).toBe(200);
    const before = JSON.stringify(await subsidies.tables.itemsOf('subsidies'));
    for (const who of [author, second])
      expect(await publish(version, who)).toMatchObject({ status: 403, body: { code: 'own-proposal' } });
    expect(JSON.stringify(await subsidies.tables.itemsOf('subsidies'))).toBe(before);
    expect((await publish(version, third)).status).toBe(200);
  });

  it('is refused by the write itself, past every check, and for an unproposed draft too', async () => {
    const { subsidies: table, audit, client } = subsidies.tables;
    const drafts = policyDraftsIn(client, { subsidies: table, audit });
    const write = async (by: typeof author) => {
      const before = await drafts.read(params.policyId);
      if (!before) throw new Error('there is a draft');
      const policy = { ...award, id: params.policyId };
      return drafts.change(
        { before, after: { ...before, state: 'published' } },
        { policy, publishedAt: OPENING.toISOString(), by },
      );
    };
    await save(canteen);
    await expect(write(third)).rejects.toThrow('version-changed');
    await propose(1, second);
    for (const who of [author, second]) await expect(write(who)).rejects.toThrow('version-changed');
    expect((await subsidies.call('getPolicy', undefined, { params })).status).toBe(404);
    await write(third);
    expect(await subsidies.ok('getPolicy', undefined, { params })).toMatchObject({ version: 1 });
  });

  it('by twenty at once happens once: one version, one event', async () => {
    const version = await proposed();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => patiently((key) => publish(version, bureau(index + 2), key))),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const { status, body } of answers)
      if (status !== 200) expect(['state-not-allowed', 'version-changed']).toContain(body.code);
    const versions = (await subsidies.tables.itemsOf('subsidies')).filter(
      ({ pk, sk }) => pk === `POLICY#${params.policyId}` && String(sk).startsWith('VERSION#'),
    );
    expect(versions).toHaveLength(1);
    expect((await trail()).filter((event) => event.startsWith('publishPolicy'))).toHaveLength(1);
  });

  it('asked for again under its key answers what it answered', async () => {
    const version = await proposed();
    const [one, two] = [
      await publish(version, second, 'publish-once'),
      await publish(version, second, 'publish-once'),
    ];
    expect(two).toEqual(one);
    expect((one.body as ResponseOf<'publishPolicy'>).published?.policy.version).toBe(1);
  });
});

describe('What everyone reads', () => {
  it('is the compendium in full, and a feed in the reader’s language, newest first', async () => {
    await publish(await proposed());
    const { policies } = await subsidies.ok('getCompendium', undefined);
    const mine = policies.find(({ policy }) => policy.id === params.policyId);
    expect(mine).toMatchObject({ open: true, publishedAt: OPENING.toISOString(), policy: canteen });
    for (const [language, title] of [
      ['zh', '食堂补贴（示例）'],
      ['en', 'Canteens (illustrative)'],
    ] as const) {
      const feed = await subsidies.ok('getPolicyFeed', undefined, { query: { language } });
      expect(feed.version).toBe('https://jsonfeed.org/version/1.1');
      expect(feed.items.map(({ date_published }) => date_published)).toEqual(
        feed.items.map(({ date_published }) => date_published).toSorted((a, b) => (a < b ? 1 : -1)),
      );
      const item = feed.items.find(({ url }) => url.includes(`/${params.policyId}?`));
      expect(item).toMatchObject({
        title,
        url: `http://localhost:3000/apply/policies/${params.policyId}?lang=${language}`,
      });
      expect(new Set(feed.items.map(({ id }) => id)).size).toBe(feed.items.length);
    }
  });
});

describe('A simulation', () => {
  it('judges the registered enterprises, page by page, by the draft or by the version in force', async () => {
    for (const [one, area] of [
      [101, 'airport-north'],
      [102, 'airport-north'],
      [103, 'airport-south'],
    ] as const) {
      const body = { version: 0, profile: goodProfile(one) };
      await subsidies.ok('saveProfile', applicant(one, area), { body });
    }
    await publish(await proposed());
    await save({ ...canteen, amount: { kind: 'fixed', fen: 500_000 } }, 3);
    const simulated = async (of: 'draft' | 'published') =>
      (await subsidies.ok('simulatePolicy', author, { params, query: { of } })).simulation;
    const [inForce, draft] = [await simulated('published'), await simulated('draft')];
    expect(inForce.results['needs-review'].enterprises).toBeGreaterThanOrEqual(3);
    expect(draft.results['needs-review'].enterprises).toBe(inForce.results['needs-review'].enterprises);
    expect(inForce.results['needs-review'].amountFen).toBe(draft.results['needs-review'].amountFen * 4);
  });

  it('of a draft that is incomplete names what is missing, of none says so', async () => {
    const ask = () => subsidies.call('simulatePolicy', author, { params, query: { of: 'draft' } });
    expect(await ask()).toMatchObject({ status: 404, body: { code: 'draft-not-found' } });
    await save({});
    const { body } = await ask();
    expect(body.fields).toContainEqual(
      expect.objectContaining({ path: 'content.title', reason: 'required' }),
    );
  });
});
