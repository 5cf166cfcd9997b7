import type { Scope, State } from './definition.ts';
import { invalidDefinition } from './errors.ts';
import { isExpression } from './expressions.ts';
import type { Json } from './json.ts';
import { referencesOf } from './references.ts';

/**
 * Checks what a schema cannot see, over the whole machine and the processors of its Map states.
 * @throws ServiceError InvalidDefinition with one sentence that names the state and the field
 */
export function checkDefinition(machine: Scope): void {
  checkScope(machine, new Set(), new Set());
}

function checkScope(scope: Scope, outerVariables: ReadonlySet<string>, namesSoFar: Set<string>): void {
  const states = Object.entries(scope.States);
  const own = new Set(states.flatMap(([name, state]) => assignedBy(name, state, outerVariables)));
  const visible = new Set([...outerVariables, ...own]);
  if (!Object.hasOwn(scope.States, scope.StartAt))
    refuse(`StartAt names "${scope.StartAt}", which is not a state.`);
  for (const [name, state] of states) {
    if (namesSoFar.has(name)) refuse(`The state name "${name}" is used twice in the machine.`);
    namesSoFar.add(name);
    checkTransitions(name, state, scope);
    checkExclusiveFields(name, state);
    checkErrorNames(name, state);
    checkExpressions(name, withoutProcessor(state), visible);
    if (state.Type === 'Map') checkScope(state.ItemProcessor, visible, namesSoFar);
  }
  checkReachable(scope);
}

function refuse(sentence: string): never {
  throw invalidDefinition(sentence);
}

/** Fields that hold a target, with the state each of them leads to. */
function targets(state: State): [string, string][] {
  const found: [string, string][] = [];
  if ('Next' in state && state.Next !== undefined) found.push(['Next', state.Next]);
  if (state.Type === 'Choice') {
    if (state.Default !== undefined) found.push(['Default', state.Default]);
    for (const [index, rule] of state.Choices.entries()) found.push([`Choices[${index}].Next`, rule.Next]);
  }
  if ('Catch' in state) {
    for (const [index, catcher] of (state.Catch ?? []).entries()) {
      found.push([`Catch[${index}].Next`, catcher.Next]);
    }
  }
  return found;
}

function checkTransitions(name: string, state: State, scope: Scope): void {
  for (const [field, target] of targets(state)) {
    if (!Object.hasOwn(scope.States, target)) {
      refuse(`State "${name}", field "${field}": there is no state "${target}" on this level.`);
    }
  }
  const goesOn =
    state.Type === 'Task' || state.Type === 'Wait' || state.Type === 'Pass' || state.Type === 'Map';
  if (goesOn && (state.Next === undefined) === (state.End === undefined)) {
    refuse(`State "${name}" needs exactly one of the fields "Next" and "End".`);
  }
}

function checkReachable(scope: Scope): void {
  const reached = new Set<string>();
  const open = [scope.StartAt];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const state = scope.States[name];
    if (!state || reached.has(name)) continue;
    reached.add(name);
    open.push(...targets(state).map(([, target]) => target));
  }
  const lost = Object.keys(scope.States).find((name) => !reached.has(name));
  if (lost !== undefined) refuse(`State "${lost}" is not reachable.`);
}

function checkExclusiveFields(name: string, state: State): void {
  if (state.Type === 'Wait' && (state.Seconds === undefined) === (state.Timestamp === undefined)) {
    refuse(`State "${name}" needs exactly one of the fields "Seconds" and "Timestamp".`);
  }
  if (state.Type !== 'Task') return;
  const { HeartbeatSeconds: heartbeat, TimeoutSeconds: timeout } = state;
  if (typeof heartbeat === 'number' && typeof timeout === 'number' && heartbeat >= timeout) {
    refuse(`State "${name}", field "HeartbeatSeconds": must be smaller than TimeoutSeconds.`);
  }
  const passesContext = JSON.stringify(state.Arguments).includes('$states.context');
  if (state.Resource.endsWith('.waitForTaskToken') && !passesContext) {
    refuse(
      `State "${name}", field "Arguments": must hand on $states.context.Task.Token, or nobody can answer.`,
    );
  }
}

function checkErrorNames(name: string, state: State): void {
  for (const field of ['Retry', 'Catch'] as const) {
    const rules = (field in state && state[field as keyof State]) || [];
    const lists = (rules as { ErrorEquals: string[] }[]).map((rule) => rule.ErrorEquals);
    for (const [index, errors] of lists.entries()) {
      if (!errors.includes('States.ALL')) continue;
      if (errors.length > 1 || index < lists.length - 1) {
        refuse(
          `State "${name}", field "${field}[${index}]": States.ALL must stand alone and in the last entry.`,
        );
      }
    }
  }
}

/** Variables that a state assigns; a name of an outer level may not be taken again inside a Map. */
function assignedBy(name: string, state: State, outerVariables: ReadonlySet<string>): string[] {
  const holders: { Assign?: Record<string, Json> | undefined }[] = [state as object];
  if (state.Type === 'Choice') holders.push(...state.Choices);
  if ('Catch' in state) holders.push(...(state.Catch ?? []));
  const assigned = holders.flatMap((holder) => Object.keys(holder.Assign ?? {}));
  const taken = assigned.find((variable) => outerVariables.has(variable));
  if (taken !== undefined) {
    refuse(
      `State "${name}", field "Assign": "${taken}" belongs to an outer level, which a Map cannot change.`,
    );
  }
  return assigned;
}

function withoutProcessor(state: State): object {
  if (state.Type !== 'Map') return state;
  const { ItemProcessor: _, ...rest } = state;
  return rest;
}

/** Fields of the language whose strings are never evaluated. */
const PLAIN_TEXT = new Set(['Comment', 'Type', 'Resource', 'Next', 'Default', 'ErrorEquals']);

function checkExpressions(name: string, value: unknown, visible: ReadonlySet<string>, location = ''): void {
  if (isExpression(value)) checkExpression(`State "${name}", field "${location}"`, value, visible);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    if (PLAIN_TEXT.has(key) && location === '') continue;
    if (key.endsWith('.$')) {
      refuse(`State "${name}", field "${location}/${key}": keys that end in ".$" belong to JSONPath.`);
    }
    checkExpressions(name, child, visible, location === '' ? key : `${location}/${key}`);
  }
}

function checkExpression(where: string, expression: string, visible: ReadonlySet<string>): void {
  let references: ReturnType<typeof referencesOf>;
  try {
    references = referencesOf(expression);
  } catch (problem) {
    const detail =
      typeof problem === 'object' && problem !== null && 'message' in problem ? problem.message : problem;
    refuse(`${where}: "${expression}" is not valid JSONata: ${String(detail)}.`);
  }
  const unknown = references.variables.find((variable) => !visible.has(variable));
  if (unknown !== undefined) {
    refuse(`${where}: "$${unknown}" is neither assigned by a state nor a function of Step Functions.`);
  }
  const rootless = references.rootless[0];
  if (rootless !== undefined) {
    refuse(
      `${where}: "${rootless}" reads the root document, and there is none; start from $states or a variable.`,
    );
  }
}
