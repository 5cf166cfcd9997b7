import * as z from 'zod';
import type { Enterprise } from '../enterprises/enterprise.ts';
import type { ProfileFacts } from '../enterprises/profile.ts';
import { amountOf } from './amount.ts';
import type { Answers } from './answers.ts';
import { assessEligibility, type Finding } from './eligibility.ts';
import type { Policy } from './policy.ts';
import { prefilledAnswers } from './prefill.ts';

/** Where a simulated enterprise ends: all clauses met; all but what officers judge; something not known of it; a clause not met. */
export const simulatedResults = ['qualifies', 'needs-review', 'unanswered', 'stopped'] as const;
export type SimulatedResult = (typeof simulatedResults)[number];

const countSchema = z.int().min(0);

/** How many enterprises end so, and what their awards come to in fen, as far as their profiles tell the amount. */
const simulatedGroupSchema = z.object({
  enterprises: countSchema,
  amountFen: countSchema,
  /** Of these, how many amounts rest on an answer that no profile gives. */
  amountUnknown: countSchema,
});

/** What a policy would do to a number of registered enterprises (模拟). Simulations of disjoint numbers add up. */
export const simulationSchema = z.object({
  results: z.record(z.enum(simulatedResults), simulatedGroupSchema),
  /** Of each clause, in the policy's order, how many enterprises it stops, leaves to an officer, or has no answer of. */
  clauses: z.array(
    z.object({
      clauseId: z.string(),
      fail: countSchema,
      'needs-review': countSchema,
      unanswered: countSchema,
    }),
  ),
});
export type Simulation = z.infer<typeof simulationSchema>;

/** What a simulation asks of a policy. */
export type Simulated = Pick<Policy, 'fields' | 'clauses' | 'amount'>;

/** The simulation of no enterprise: what others are added to. */
export function noSimulation({ clauses }: Pick<Policy, 'clauses'>): Simulation {
  const none = () => ({ enterprises: 0, amountFen: 0, amountUnknown: 0 });
  return {
    results: { qualifies: none(), 'needs-review': none(), unanswered: none(), stopped: none() },
    clauses: clauses.map(({ id }) => ({ clauseId: id, fail: 0, 'needs-review': 0, unanswered: 0 })),
  };
}

/**
 * What the policy would do to these enterprises, by the facts their profiles state. Declarations count as given: whoever
 * applies gives them. A clause that rests on anything else the profile does not know is unanswered, not failed.
 */
export function simulate(
  policy: Simulated,
  enterprises: readonly (Enterprise & { facts: ProfileFacts })[],
): Simulation {
  const simulation = noSimulation(policy);
  const byClause = new Map(simulation.clauses.map((clause) => [clause.clauseId, clause]));
  for (const enterprise of enterprises) {
    const answers = answersBy(policy, enterprise.facts);
    const findings = assessEligibility(policy, answers, enterprise);
    for (const { clauseId, result } of findings) {
      const clause = byClause.get(clauseId);
      if (clause && result !== 'pass') clause[result] += 1;
    }
    const group = simulation.results[resultOf(findings)];
    const fen = amountOf(policy, answers);
    group.enterprises += 1;
    group.amountFen += fen ?? 0;
    if (fen === undefined) group.amountUnknown += 1;
  }
  return simulation;
}

/** Two simulations of the same policy on different enterprises, as one. */
export function addSimulations(one: Simulation, other: Simulation): Simulation {
  const group = (result: SimulatedResult) => ({
    enterprises: one.results[result].enterprises + other.results[result].enterprises,
    amountFen: one.results[result].amountFen + other.results[result].amountFen,
    amountUnknown: one.results[result].amountUnknown + other.results[result].amountUnknown,
  });
  return {
    results: {
      qualifies: group('qualifies'),
      'needs-review': group('needs-review'),
      unanswered: group('unanswered'),
      stopped: group('stopped'),
    },
    clauses: one.clauses.map((clause, index) => ({
      clauseId: clause.clauseId,
      fail: clause.fail + (other.clauses[index]?.fail ?? 0),
      'needs-review': clause['needs-review'] + (other.clauses[index]?.['needs-review'] ?? 0),
      unanswered: clause.unanswered + (other.clauses[index]?.unanswered ?? 0),
    })),
  };
}

function answersBy({ fields }: Simulated, facts: ProfileFacts): Answers {
  const given = fields.filter(({ kind }) => kind === 'commitment').map(({ id }) => [id, true] as const);
  return { ...prefilledAnswers({ fields }, facts), ...Object.fromEntries(given) };
}

function resultOf(findings: readonly Finding[]): SimulatedResult {
  const has = (result: Finding['result']) => findings.some((finding) => finding.result === result);
  if (has('fail')) return 'stopped';
  if (has('unanswered')) return 'unanswered';
  return has('needs-review') ? 'needs-review' : 'qualifies';
}
