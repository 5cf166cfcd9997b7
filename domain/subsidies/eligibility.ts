import * as z from 'zod';
import type { Enterprise } from '../enterprises/enterprise.ts';
import type { ProfileFacts } from '../enterprises/profile.ts';
import { bilingualSchema } from '../words.ts';
import type { Answers } from './answers.ts';
import { type Condition, type Criterion, fieldsOf } from './clause.ts';
import type { ClauseCheck, OverallResult } from './clause-check.ts';
import type { Policy } from './policy.ts';
import { prefilledAnswers } from './prefill.ts';

/** A value that was looked at for a clause, and where it came from: an answer (as the profile has it, or another), the registry, or nobody's but an officer's. */
const seenSchema = z.object({
  source: z.enum(['answer', 'profile', 'registry', 'officer']),
  /** The question of an answer. */
  field: z.string().optional(),
  /** The answer, or the office of the registry; absent where there is none yet. */
  value: z.union([z.string(), z.number(), z.boolean()]).optional(),
});
export type Seen = z.infer<typeof seenSchema>;

/** What was found about one clause: `unanswered` while the question is open, `needs-review` where a person judges. */
export const findingSchema = z.object({
  clauseId: z.string(),
  text: bilingualSchema,
  result: z.enum(['pass', 'fail', 'needs-review', 'unanswered']),
  /** Every value that was looked at, in the order of the clause. */
  seen: z.array(seenSchema),
});
export type Finding = z.infer<typeof findingSchema>;
type Result = Finding['result'];

/**
 * Looks at every clause of a policy (资格自查), complete answers or not.
 * @param enterprise as the registry knows it
 * @param facts what its profile says; an answer that agrees with it counts as seen there
 * @returns one finding per clause, in the policy's order
 */
export function assessEligibility(
  policy: Pick<Policy, 'clauses' | 'fields'>,
  answers: Answers,
  enterprise: Enterprise,
  facts: ProfileFacts = {},
): Finding[] {
  const stated = { answers, profile: prefilledAnswers(policy, facts), enterprise };
  return policy.clauses.map(({ id, text, test }) => ({ clauseId: id, text, ...assess(test, stated) }));
}

/** The result over all findings: one failed clause fails; else one open or judged clause needs review. */
export function overallResult(findings: readonly Finding[]): OverallResult {
  if (findings.some((finding) => finding.result === 'fail')) return 'fail';
  return findings.every((finding) => finding.result === 'pass') ? 'pass' : 'needs-review';
}

/** What findings amount to, as it is kept with a stage. */
export function checkOf(findings: readonly Finding[]): ClauseCheck {
  const failed = findings.filter(({ result }) => result === 'fail').map(({ clauseId }) => clauseId);
  return { result: overallResult(findings), failed };
}

interface Assessed {
  result: Result;
  seen: Seen[];
}

/** What a clause can look at. */
interface Stated {
  answers: Answers;
  /** The answers that the profile gives. */
  profile: Answers;
  enterprise: Enterprise;
}

function assess(criterion: Criterion, stated: Stated): Assessed {
  const { answers, profile, enterprise } = stated;
  if ('criteria' in criterion) {
    const parts = criterion.criteria.map((part) => assess(part, stated));
    const results = parts.map(({ result }) => result);
    return {
      result: criterion.kind === 'all' ? resultOfAll(results) : resultOfAny(results),
      seen: parts.flatMap(({ seen }) => seen),
    };
  }
  if (criterion.kind === 'judged-by-officer')
    return { result: 'needs-review', seen: [{ source: 'officer' }] };
  if (criterion.kind === 'registered-in-zone')
    return { result: 'pass', seen: [{ source: 'registry', value: enterprise.officeId }] };
  const fields = fieldsOf(criterion);
  const seen = fields.map((field): Seen => {
    const value = answers[field];
    if (value === undefined || value === '') return { source: 'answer', field };
    return { source: value === profile[field] ? 'profile' : 'answer', field, value };
  });
  if (seen.some(({ value }) => value === undefined)) return { result: 'unanswered', seen };
  return { result: holds(criterion, answers) ? 'pass' : 'fail', seen };
}

/** All must hold: one that fails decides; else what is open, then what a person judges, is in the way. */
function resultOfAll(results: readonly Result[]): Result {
  const worst = (['fail', 'unanswered', 'needs-review'] as const).find((result) => results.includes(result));
  return worst ?? 'pass';
}

/** One must hold: one that passes decides; else what is open, then what a person judges, may still do so. */
function resultOfAny(results: readonly Result[]): Result {
  const best = (['pass', 'unanswered', 'needs-review'] as const).find((result) => results.includes(result));
  return best ?? 'fail';
}

/** Whether a condition on answers holds; an answer of another type than it asks for does not. */
function holds(condition: Extract<Condition, { field: string }>, answers: Answers): boolean {
  const value = answers[condition.field];
  switch (condition.kind) {
    case 'before':
      return typeof value === 'string' && value < condition.day;
    case 'not-before':
      return typeof value === 'string' && value >= condition.day;
    case 'at-least':
      return typeof value === 'number' && value >= condition.value;
    case 'at-most':
      return typeof value === 'number' && value <= condition.value;
    case 'share-at-least': {
      const whole = answers[condition.of];
      return (
        typeof value === 'number' && typeof whole === 'number' && value * 100 >= whole * condition.percent
      );
    }
    case 'one-of':
      return typeof value === 'string' && condition.values.includes(value);
    case 'committed':
      return value === true;
  }
}
