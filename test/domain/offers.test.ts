import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { industries, type ProfileFacts, scales } from '../../domain/enterprises/profile.ts';
import { payableAmount } from '../../domain/subsidies/amount.ts';
import { type Answers, completeAnswersSchema } from '../../domain/subsidies/answers.ts';
import { assessEligibility, overallResult } from '../../domain/subsidies/eligibility.ts';
import { confirms, offerOf } from '../../domain/subsidies/offers.ts';
import { publishedPolicies } from '../../domain/subsidies/policies/catalogue.ts';
import { policySchema } from '../../domain/subsidies/policy.ts';
import { prefilledAnswers } from '../../domain/subsidies/prefill.ts';
import { enterprise } from '../builders/enterprises.ts';

const heads = fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 500_000 }));
const facts: fc.Arbitrary<ProfileFacts> = fc.record(
  {
    industry: fc.constantFrom(...industries),
    scale: fc.constantFrom(...scales),
    employeesBefore: heads,
    employeesReturned: heads,
    resumedOn: fc.integer({ min: 10, max: 28 }).map((day) => `2020-02-${day}`),
  },
  { requiredKeys: [] },
);
const offered = publishedPolicies.filter((policy) => policy.offered);

describe('An offer', () => {
  it('ships for at least one policy, and for none that is not marked', () => {
    expect(offered.length).toBeGreaterThan(0);
    fc.assert(
      fc.property(fc.constantFrom(...publishedPolicies), facts, (policy, known) => {
        if (!policy.offered) expect(offerOf(policy, enterprise(1), known)).toBeUndefined();
      }),
    );
  });

  it('is made exactly where the enterprise, with every declaration made, meets every clause and gets something', () => {
    fc.assert(
      fc.property(fc.constantFrom(...offered), facts, (policy, known) => {
        const declared = Object.fromEntries(
          policy.fields.filter(({ kind }) => kind === 'commitment').map(({ id }) => [id, true]),
        );
        const answers: Answers = { ...prefilledAnswers(policy, known), ...declared };
        const complete = completeAnswersSchema(policy).safeParse(answers).success;
        const eligible = overallResult(assessEligibility(policy, answers, enterprise(1), known)) === 'pass';
        const offer = offerOf(policy, enterprise(1), known);
        expect(offer !== undefined).toBe(complete && eligible);
        if (!offer) return;
        expect(offer.amountFen).toBe(payableAmount(policy, answers));
        expect(confirms(offer, policy, answers)).toBe(true);
        // Nothing is declared in a person's name, and every value seen is known from elsewhere.
        for (const field of policy.fields.filter(({ kind }) => kind === 'commitment'))
          expect(offer.answers[field.id]).toBeUndefined();
        for (const { seen } of offer.findings)
          for (const { source, value } of seen) if (value !== undefined) expect(source).not.toBe('answer');
      }),
      { numRuns: 400 },
    );
  });

  it('is not confirmed by other answers than its own', () => {
    const [policy] = offered;
    const offer = policy && offerOf(policy, enterprise(1), { employeesBefore: 100, employeesReturned: 95 });
    if (!policy || !offer) throw new Error('the shipped offer fits');
    expect(confirms(offer, policy, { ...offer.answers, workersNow: 96, truthful: true })).toBe(false);
    expect(confirms(offer, policy, { workersNow: 95, truthful: true })).toBe(false);
  });

  it('cannot be promised by a policy that asks what the profile does not know, leaves a clause to an officer, or needs a file', () => {
    const paths = publishedPolicies
      .filter((policy) => !policy.offered)
      .map((policy) => policySchema.safeParse({ ...policy, offered: true }))
      .map(({ error }) => error?.issues.map(({ path }) => path[0]));
    for (const found of paths) expect(found?.length).toBeGreaterThan(0);
    expect(new Set(paths.flat())).toEqual(new Set(['fields', 'clauses', 'evidence']));
  });
});
