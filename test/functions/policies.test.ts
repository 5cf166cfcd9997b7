import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { policyOf } from '../../domain/subsidies/policies/catalogue.ts';
import type { Policy } from '../../domain/subsidies/policy.ts';
import { toItem } from '../../functions/adapters/dynamodb.ts';
import { policyKeyOf } from '../../functions/adapters/policies-items.ts';
import { goodAnswers } from '../builders/applications.ts';
import { applicant, bureau, office } from '../builders/enterprises.ts';
import { openSubsidies, type SubsidiesUnderTest } from '../builders/subsidies.ts';

let subsidies: SubsidiesUnderTest;
beforeAll(async () => {
  subsidies = await openSubsidies();
});

const award = policyOf('resumption-award');
const raised: Policy = {
  ...award,
  version: 2,
  title: { zh: '复工复产奖励（提高）', en: 'Resumption award, raised' },
  amount: { kind: 'fixed', fen: 3_000_000 },
};
const added: Policy = {
  ...award,
  id: 'canteen',
  illustrative: true,
  title: { zh: '食堂补贴（示例）', en: 'Canteens (illustrative)' },
};

/** Stores a version and makes it the current one, as publishing does. */
async function publish(policy: Policy): Promise<void> {
  const TableName = subsidies.tables.subsidies;
  const { id: policyId, version } = policy;
  for (const item of [
    { ...policyKeyOf.version(policyId, version), policy, publishedAt: '2020-02-21T00:00:00.000Z' },
    { ...policyKeyOf.current(policyId), policyId, version },
  ])
    await subsidies.tables.client.send(new PutItemCommand({ TableName, Item: toItem(item) }));
}

describe('Policies published since the release', () => {
  it('count from the next request on; an application already made keeps its version to the end', async () => {
    const before = applicant(1);
    const applicationId = await subsidies.submit(before);
    await publish(raised);
    await publish(added);

    const { policies } = await subsidies.ok('listPolicies', undefined);
    expect(policies.find(({ id }) => id === award.id)).toMatchObject({ version: 2, title: raised.title });
    expect(policies.at(-1)).toMatchObject({ id: 'canteen', version: 1 });
    expect(policies).toHaveLength(11);
    const params = { policyId: award.id };
    expect(await subsidies.ok('getPolicy', undefined, { params })).toMatchObject({ version: 2 });
    const body = { answers: goodAnswers };
    expect(await subsidies.ok('checkEligibility', before, { params, body })).toMatchObject({
      policyVersion: 2,
      amountFen: 3_000_000,
    });

    const later = await subsidies.submit(applicant(2));
    expect(await subsidies.stored(later)).toMatchObject({ policyVersion: 2, amountFen: 3_000_000 });
    for (const [id, who, policy] of [
      [applicationId, before, award],
      [later, applicant(2), raised],
    ] as const) {
      await subsidies.step('screenApplication', { applicationId: id });
      await subsidies.open(id, 'officeAcceptance');
      expect((await subsidies.decide(id, office(1))).status).toBe(200);
      const seen = await subsidies.ok('getReview', bureau(1), { params: { applicationId: id } });
      expect(seen.policy).toEqual(policy);
      const mine = await subsidies.ok('listMyApplications', who);
      expect(mine.applications[0]?.policyTitle).toEqual(policy.title);
    }
  });

  it('a policy or version that is not there is refused, and found once it is', async () => {
    const params = { policyId: 'laundry' };
    const gone = { status: 404, body: { code: 'policy-not-found' } };
    expect(await subsidies.call('getPolicy', undefined, { params })).toMatchObject(gone);
    await publish({ ...added, id: 'laundry' });
    expect(await subsidies.ok('getPolicy', undefined, { params })).toMatchObject({ id: 'laundry' });
  });
});
