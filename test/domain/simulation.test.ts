import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { industries, type ProfileFacts, scales } from '../../domain/enterprises/profile.ts';
import { amountOf } from '../../domain/subsidies/amount.ts';
import { assessEligibility } from '../../domain/subsidies/eligibility.ts';
import { policyOf, publishedPolicies } from '../../domain/subsidies/policies/catalogue.ts';
import {
  addSimulations,
  noSimulation,
  simulate,
  simulatedResults,
} from '../../domain/subsidies/simulation.ts';
import { enterprise } from '../builders/enterprises.ts';

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const facts = fc
  .record({
    industry: maybe(fc.constantFrom(...industries)),
    scale: maybe(fc.constantFrom(...scales)),
    employeesBefore: maybe(fc.integer({ min: 0, max: 3000 })),
    employeesReturned: maybe(fc.integer({ min: 0, max: 3000 })),
    resumedOn: maybe(fc.constantFrom('2020-02-10', '2020-02-23', '2020-02-24', '2020-03-20')),
  })
  .map(
    (all) =>
      Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as ProfileFacts,
  );
const registry = fc
  .array(facts, { maxLength: 12 })
  .map((all) => all.map((one, index) => ({ ...enterprise(index + 1), facts: one })));
const policies = fc.constantFrom(...publishedPolicies);

describe('A simulation', () => {
  it('adds up: of pages in any cut, it is that of the whole', () => {
    fc.assert(
      fc.property(policies, registry, fc.nat({ max: 12 }), (policy, enterprises, cut) => {
        const [one, other] = [enterprises.slice(0, cut), enterprises.slice(cut)];
        const whole = simulate(policy, enterprises);
        expect(addSimulations(simulate(policy, one), simulate(policy, other))).toEqual(whole);
        expect(addSimulations(noSimulation(policy), whole)).toEqual(whole);
      }),
    );
  });

  it('puts every enterprise into one group, and each that is stopped is stopped by a clause', () => {
    fc.assert(
      fc.property(policies, registry, (policy, enterprises) => {
        const { results, clauses } = simulate(policy, enterprises);
        const sum = simulatedResults.reduce((count, result) => count + results[result].enterprises, 0);
        expect(sum).toBe(enterprises.length);
        const fails = clauses.reduce((count, { fail }) => count + fail, 0);
        expect(fails).toBeGreaterThanOrEqual(results.stopped.enterprises);
        for (const { fail, ...open } of clauses)
          expect(fail + open.unanswered + open['needs-review']).toBeLessThanOrEqual(enterprises.length);
      }),
    );
  });

  it('says of one enterprise what the check of its application says, declarations given, to the fen', () => {
    fc.assert(
      fc.property(facts, ({ employeesBefore, employeesReturned, ...rest }) => {
        const jobs = policyOf('stable-jobs');
        const known = { employeesBefore, employeesReturned };
        const one = { ...enterprise(1), facts: { ...rest, ...known } as ProfileFacts };
        const within = (count: number | undefined) => (count !== undefined && count >= 1 ? count : undefined);
        const answers = Object.fromEntries(
          Object.entries({
            workersBefore: within(employeesBefore),
            workersNow: within(employeesReturned),
            truthful: true,
          }).filter(([, value]) => value !== undefined),
        ) as Record<string, number | boolean>;
        const found = assessEligibility(jobs, answers, one).map(({ result }) => result);
        const expected = found.includes('fail')
          ? 'stopped'
          : ((['unanswered', 'needs-review'] as const).find((open) => found.includes(open)) ?? 'qualifies');
        const group = simulate(jobs, [one]).results[expected];
        const fen = amountOf(jobs, answers);
        expect(group).toEqual({
          enterprises: 1,
          amountFen: fen ?? 0,
          amountUnknown: fen === undefined ? 1 : 0,
        });
      }),
    );
  });

  it('counts the resumption award by the day: early ones need their measures judged, late ones are stopped', () => {
    const award = policyOf('resumption-award');
    const resumed = (number: number, resumedOn?: string) => ({
      ...enterprise(number),
      facts: { industry: 'electronics', ...(resumedOn ? { resumedOn } : {}) } as ProfileFacts,
    });
    const { results, clauses } = simulate(award, [
      resumed(1, '2020-02-20'),
      resumed(2, '2020-02-23'),
      resumed(3, '2020-02-24'),
      resumed(4),
    ]);
    expect(results['needs-review']).toEqual({ enterprises: 2, amountFen: 4_000_000, amountUnknown: 0 });
    expect([results.stopped.enterprises, results.unanswered.enterprises]).toEqual([1, 1]);
    expect(clauses.find(({ clauseId }) => clauseId === 'resumed-before-24-february')).toMatchObject({
      fail: 1,
      unanswered: 1,
    });
  });
});
