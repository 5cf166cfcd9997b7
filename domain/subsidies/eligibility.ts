import * as z from 'zod';
import type { Enterprise } from '../enterprises/enterprise.ts';
import { bilingualSchema } from '../words.ts';
import type { Answers } from './answers.ts';
import type { Clause, Policy } from './policy.ts';

/** What was found about one clause: `unanswered` while the question is open, `needs-review` where a person judges. */
export const findingSchema = z.object({
  clauseId: z.string(),
  text: bilingualSchema,
  result: z.enum(['pass', 'fail', 'needs-review', 'unanswered']),
  /** The value that was looked at: the answer, or the office of the registry. */
  value: z.union([z.string(), z.number(), z.boolean()]).optional(),
  source: z.enum(['answer', 'registry', 'officer']),
});
export type Finding = z.infer<typeof findingSchema>;
type Result = Finding['result'];

/**
 * Looks at every clause of a policy (资格自查), complete answers or not.
 * @param enterprise as the registry knows it
 * @returns one finding per clause, in the policy's order
 */
export function assessEligibility(
  policy: Pick<Policy, 'clauses'>,
  answers: Answers,
  enterprise: Enterprise,
): Finding[] {
  return policy.clauses.map((clause) => assessClause(clause, answers, enterprise));
}

export const overallResults = ['pass', 'fail', 'needs-review'] as const;
export type OverallResult = (typeof overallResults)[number];

/** The result over all findings: one failed clause fails; else one open or judged clause needs review. */
export function overallResult(findings: readonly Finding[]): OverallResult {
  if (findings.some((finding) => finding.result === 'fail')) return 'fail';
  return findings.every((finding) => finding.result === 'pass') ? 'pass' : 'needs-review';
}

function assessClause({ id, text, test }: Clause, answers: Answers, enterprise: Enterprise): Finding {
  const found = (result: Result, source: Finding['source'], value?: Finding['value']): Finding => ({
    clauseId: id,
    text,
    result,
    source,
    ...(value === undefined ? {} : { value }),
  });
  if (test.kind === 'judged-by-officer') return found('needs-review', 'officer');
  if (test.kind === 'registered-in-zone') return found('pass', 'registry', enterprise.officeId);
  const value = answers[test.field];
  if (value === undefined || value === '') return found('unanswered', 'answer');
  const holds = (): boolean => {
    switch (test.kind) {
      case 'before':
        return typeof value === 'string' && value < test.day;
      case 'at-least':
        return typeof value === 'number' && value >= test.value;
      case 'one-of':
        return typeof value === 'string' && test.values.includes(value);
      case 'committed':
        return value === true;
    }
  };
  return found(holds() ? 'pass' : 'fail', 'answer', value);
}
