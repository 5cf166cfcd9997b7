import jsonata from 'jsonata';
import { StateError } from './errors.ts';
import type { Json, JsonObject } from './json.ts';
import { type FunctionSources, serviceFunctions } from './jsonata-functions.ts';

/**
 * What an expression can see: `$states`, the assigned variables, and where time, randomness and ids come from.
 * As in AWS there is no root document: `$` and bare field names are undefined.
 */
export type Surroundings = FunctionSources & { states: JsonObject; variables: JsonObject };

/** True for a string that Step Functions evaluates; any other string is taken as it stands. */
export function isExpression(value: unknown): value is string {
  return typeof value === 'string' && value.startsWith('{%') && value.endsWith('%}') && value.length >= 4;
}

/** A runaway expression must not stop the whole platform: 5 s and 1000 nested evaluations are far over honest use. */
const GUARD = { timeout: 5_000, stack: 1_000 };

const compiled = new Map<string, jsonata.Expression>();

/**
 * The compiled expression inside `{% %}`.
 * @throws the library's own error (`message`, `position`) when the text is no JSONata
 */
export function compile(text: string): jsonata.Expression {
  const known = compiled.get(text);
  if (known) return known;
  const expression = jsonata(text.slice(2, -2), GUARD);
  compiled.set(text, expression);
  return expression;
}

/**
 * Evaluates a field of the definition: expressions anywhere inside objects and arrays are replaced by their values.
 * @param location name of the field, for the error
 * @throws StateError `States.QueryEvaluationError` when an expression fails, or yields nothing or no JSON
 */
export async function evaluate(template: Json, surroundings: Surroundings, location: string): Promise<Json> {
  if (isExpression(template)) return evaluateExpression(template, surroundings, location);
  if (Array.isArray(template)) {
    const items: Json[] = [];
    for (const [index, item] of template.entries()) {
      items.push(await evaluate(item, surroundings, `${location}[${index}]`));
    }
    return items;
  }
  if (typeof template === 'object' && template !== null) {
    const fields: [string, Json][] = [];
    for (const [key, value] of Object.entries(template)) {
      fields.push([key, await evaluate(value, surroundings, `${location}/${key}`)]);
    }
    return Object.fromEntries(fields);
  }
  return template;
}

async function evaluateExpression(text: string, surroundings: Surroundings, location: string): Promise<Json> {
  const { states, variables } = surroundings;
  let value: unknown;
  try {
    const bindings = { ...variables, ...serviceFunctions(surroundings), states };
    value = await compile(text).evaluate(undefined, bindings);
  } catch (problem) {
    throw queryError(text, location, `failed: ${messageOf(problem)}`);
  }
  if (value === undefined) throw queryError(text, location, 'returned nothing (undefined)');
  if (!isJson(value)) throw queryError(text, location, 'returned a value that is not JSON');
  // JSONata marks its arrays and shares structure with its inputs: a copy is plain and nobody else's.
  return JSON.parse(JSON.stringify(value)) as Json;
}

/** `States.QueryEvaluationError` about one expression. */
export function queryError(expression: Json, location: string, problem: string): StateError {
  const cause = `The JSONata expression '${String(expression)}' specified for the field '${location}' ${problem}.`;
  return new StateError('States.QueryEvaluationError', cause, location);
}

function isJson(value: unknown): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (Array.isArray(value)) return value.every(isJson);
  if (typeof value !== 'object' || '_jsonata_lambda' in value || '_jsonata_function' in value) return false;
  return Object.values(value).every(isJson);
}

function messageOf(problem: unknown): string {
  if (typeof problem === 'object' && problem !== null && 'message' in problem) return String(problem.message);
  return String(problem);
}
