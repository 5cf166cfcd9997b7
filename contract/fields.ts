import type * as z from 'zod';
import { DomainError, type FieldProblem, type FieldReason, fieldReasons } from '../domain/errors.ts';

type Issue = z.core.$ZodIssue;

/**
 * The fields a zod check refused, in this system's words. Values that were sent are never repeated.
 * @param prefix path of the checked value in the input, e.g. `answers`
 */
export function fieldProblems(issues: readonly Issue[], prefix = ''): FieldProblem[] {
  return issues.flatMap((issue) => problemsOf(issue, prefix));
}

function problemsOf(issue: Issue, prefix: string): FieldProblem[] {
  const at = (path: readonly PropertyKey[]) => [...(prefix ? [prefix] : []), ...path.map(String)].join('.');
  const one = (reason: FieldReason, expected?: string): FieldProblem[] => [
    { path: at(issue.path), reason, ...(expected === undefined ? {} : { expected }) },
  ];
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? one('required') : one('type', issue.expected);
    case 'too_small':
      if (issue.origin === 'number' || issue.origin === 'int') return one('too-small', `≥ ${issue.minimum}`);
      return one(issue.minimum === 1 ? 'required' : 'too-short', `≥ ${issue.minimum}`);
    case 'too_big':
      return one(
        issue.origin === 'number' || issue.origin === 'int' ? 'too-large' : 'too-long',
        `≤ ${issue.maximum}`,
      );
    case 'invalid_format':
      return one('format', issue.format);
    case 'invalid_value':
      if (issue.input === undefined) return one('required');
      return one('not-an-option', issue.values.map(String).join(', '));
    case 'invalid_union':
      return issue.errors.length > 0 && issue.discriminator === undefined
        ? fieldProblems(meantOption(issue.errors), at(issue.path))
        : one('not-an-option');
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ path: at([...issue.path, key]), reason: 'unknown-field' as const }));
    case 'custom': {
      const reason = fieldReasons.find((known) => known === issue.params?.['reason']) ?? 'format';
      const expected: unknown = issue.params?.['expected'];
      return one(reason, typeof expected === 'string' ? expected : undefined);
    }
    default:
      return one('format');
  }
}

/** What is wrong by the option that was meant: the first of the kind that was sent; else the first of all. */
function meantOption(options: readonly Issue[][]): Issue[] {
  return options.find((issues) => issues.every(({ path }) => path[0] !== 'kind')) ?? options[0] ?? [];
}

/**
 * Checks an input and hands it on typed.
 * @param prefix path of the value in the whole input, for the messages
 * @throws DomainError `invalid-input` naming every refused field
 */
export function check<S extends z.ZodType>(schema: S, input: unknown, prefix = ''): z.output<S> {
  // reportInput tells a missing field from one of the wrong type; the input itself is not passed on.
  const result = schema.safeParse(input, { reportInput: true });
  if (!result.success) throw new DomainError('invalid-input', fieldProblems(result.error.issues, prefix));
  return result.data;
}
