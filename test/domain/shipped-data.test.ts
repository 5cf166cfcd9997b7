import { describe, expect, it } from 'vitest';
import { lists, packs } from '../../domain/itinerary/rules/published.ts';
import { riskListSchema, rulePackSchema } from '../../domain/itinerary/verdict.ts';
import { publishedPolicies } from '../../domain/subsidies/policies/catalogue.ts';
import { policySchema } from '../../domain/subsidies/policy.ts';
import { officeSchema, offices } from '../../domain/zone/offices.ts';

describe('The data that ships satisfies its schema, exactly as it stands:', () => {
  it.each([
    ['policies', policySchema, publishedPolicies],
    ['rule packs', rulePackSchema, packs],
    ['lists of high-incidence areas', riskListSchema, lists],
    ['offices', officeSchema, offices],
  ] as const)('%s', (_name, schema, shipped) => {
    expect(shipped.length).toBeGreaterThan(0);
    // Code reads the data unparsed: nothing may depend on a default or a change that parsing makes.
    for (const data of shipped) expect(schema.parse(data)).toEqual(data);
  });

  it('no two policies share id and version, no two offices an id', () => {
    const policies = publishedPolicies.map(({ id, version }) => `${id} ${version}`);
    const ids = [...policies, ...offices.map(({ officeId }) => officeId)];
    expect(new Set(ids).size).toBe(ids.length);
  });
});
