import type * as z from 'zod';
import { type Definition, DefinitionSchema, type Scope } from './definition.ts';
import { checkDefinition } from './definition-checks.ts';
import { invalidDefinition } from './errors.ts';

/** Fields of the other query language: naming it says more than "unknown". */
const JSONPATH_FIELDS = new Set([
  'InputPath',
  'OutputPath',
  'Parameters',
  'ResultSelector',
  'ResultPath',
  'ItemsPath',
  'TimeoutSecondsPath',
  'HeartbeatSecondsPath',
  'SecondsPath',
  'TimestampPath',
  'MaxConcurrencyPath',
  'ErrorPath',
  'CausePath',
  'Variable',
]);

/**
 * Reads a definition and refuses whatever this interpreter would not run exactly as AWS does.
 * @param text the definition as JSON text, substitutions already resolved
 * @throws ServiceError InvalidDefinition with one sentence that names the state and the field
 */
export function loadDefinition(text: string): Definition {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (problem) {
    throw invalidDefinition(`The definition is not JSON: ${(problem as Error).message}.`);
  }
  const parsed = DefinitionSchema.safeParse(raw);
  if (!parsed.success) throw invalidDefinition(sentence(parsed.error.issues, raw));
  const definition = parsed.data;
  if (definition.QueryLanguage !== 'JSONata') checkQueryLanguage(definition);
  checkDefinition(definition);
  return definition;
}

/** JSONPath is the language's default: a machine that does not say JSONata is a JSONPath machine in AWS. */
function checkQueryLanguage(scope: Scope): void {
  for (const [name, state] of Object.entries(scope.States)) {
    if (state.Type === 'Map') checkQueryLanguage(state.ItemProcessor);
    if (state.QueryLanguage !== 'JSONata') {
      throw invalidDefinition(
        `State "${name}", field "QueryLanguage": must be "JSONata" here or on the machine; JSONPath is not supported.`,
      );
    }
  }
}

function sentence(issues: z.core.$ZodIssue[], raw: unknown): string {
  const issue = issues[0];
  if (!issue) return 'The definition is not valid.';
  const { state, field } = place(issue.path);
  const owner = state === undefined ? 'The machine' : `State "${state}"`;
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0] ?? '';
    const why = JSONPATH_FIELDS.has(key)
      ? 'it belongs to JSONPath, and only JSONata runs here'
      : 'nothing is ignored';
    const full = field === '' ? key : `${field}.${key}`;
    return `${owner} has the field "${full}", which is not supported (${why}).`;
  }
  if (issue.code === 'invalid_union' && field === 'Type') {
    return `${owner}, field "Type": the type ${JSON.stringify(valueAt(raw, issue.path))} is not supported.`;
  }
  return `${owner}, field "${field}": ${issue.message}.`;
}

/** The innermost state of a path such as `States, A, Retry, 0`, and the rest of it as `Retry[0]`. */
function place(path: readonly PropertyKey[]): { state: string | undefined; field: string } {
  let start = 0;
  let state: string | undefined;
  for (let at = 0; at + 1 < path.length; at++) {
    const isScope = at === start || path[at - 1] === 'ItemProcessor';
    if (path[at] === 'States' && isScope) {
      state = String(path[at + 1]);
      start = at + 2;
      at++;
    }
  }
  const rest = path.slice(start).map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`));
  return { state, field: rest.join('').replace(/^\./, '') };
}

function valueAt(raw: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    raw,
  );
}
