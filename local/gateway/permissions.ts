import type { PolicyStatement } from '../template/views.ts';

/** What a request tells the conditions of statements; keys as IAM names them. */
export interface RequestContext {
  /** Partition keys of the items that the request touches. */
  'dynamodb:LeadingKeys'?: readonly string[];
  /** `TransactWriteItems` or `TransactGetItems` around the single action. */
  'dynamodb:EnclosingOperation'?: readonly string[];
}

export interface Permissions {
  /** Whether an Allow fits and no Deny does. */
  allows(action: string, resource: string, context?: RequestContext): boolean;
  /** The same for actions on no resource in particular, such as sending a task's result: any Allow of it will do. */
  allowsAnywhere(action: string): boolean;
}

type Predicate<T> = (value: T) => boolean;

interface Rule {
  effect: 'Allow' | 'Deny';
  action: Predicate<string>;
  resource: Predicate<string>;
  condition: Predicate<RequestContext>;
}

const CONDITION_KEYS: readonly string[] = [
  'dynamodb:LeadingKeys',
  'dynamodb:EnclosingOperation',
] satisfies (keyof RequestContext)[];

/**
 * Prepares the statements of a role for decisions.
 * @throws Error with one sentence for a condition or variable that cannot be evaluated here: guessing would grant
 */
export function compilePermissions(statements: readonly PolicyStatement[]): Permissions {
  const rules = statements.map(compileRule);
  return {
    allows: (action, resource, context = {}) => {
      const fitting = rules.filter(
        (rule) => rule.action(action) && rule.resource(resource) && rule.condition(context),
      );
      return (
        fitting.some(({ effect }) => effect === 'Allow') && fitting.every(({ effect }) => effect === 'Allow')
      );
    },
    allowsAnywhere: (action) => {
      const fitting = rules.filter((rule) => rule.action(action) && rule.condition({}));
      const denied = fitting.some((rule) => rule.effect === 'Deny' && rule.resource('*'));
      return !denied && fitting.some(({ effect }) => effect === 'Allow');
    },
  };
}

function compileRule(statement: PolicyStatement): Rule {
  const { effect, actions, notActions, resources, notResources, conditions } = statement;
  const conditionsMet = Object.entries(conditions).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => compileCondition(operator, key, values)),
  );
  return {
    effect,
    // The names of actions are the same in any case; ARNs are not.
    action: eitherWay(actions, notActions, 'i'),
    resource: eitherWay(resources, notResources, ''),
    condition: (context) => conditionsMet.every((met) => met(context)),
  };
}

/** `Action` or `NotAction`, `Resource` or `NotResource`. */
function eitherWay(
  wanted: readonly string[],
  excepted: readonly string[],
  flags: '' | 'i',
): Predicate<string> {
  const yes = wanted.map((pattern) => wildcard(pattern, flags));
  const no = excepted.map((pattern) => wildcard(pattern, flags));
  if (no.length > 0) return (value) => !no.some((fits) => fits(value));
  return (value) => yes.some((fits) => fits(value));
}

/** `*` stands for any characters, also none, `?` for one. */
function wildcard(pattern: string, flags: '' | 'i' = ''): Predicate<string> {
  if (pattern.includes('${')) {
    throw new Error(`The local platform cannot evaluate the policy variable in ${pattern}.`);
  }
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const expression = new RegExp(`^${source}$`, `s${flags}`);
  return (value) => expression.test(value);
}

interface Operator {
  fits: (values: readonly string[]) => Predicate<string>;
  negated: boolean;
}

const OPERATORS: Record<string, Operator> = {
  StringEquals: { fits: (values) => (given) => values.includes(given), negated: false },
  StringNotEquals: { fits: (values) => (given) => values.includes(given), negated: true },
  StringLike: { fits: anyWildcard, negated: false },
  StringNotLike: { fits: anyWildcard, negated: true },
};

function anyWildcard(values: readonly string[]): Predicate<string> {
  const patterns = values.map((value) => wildcard(value));
  return (given) => patterns.some((fits) => fits(given));
}

function compileCondition(name: string, key: string, values: readonly string[]): Predicate<RequestContext> {
  const [, set, base = '', ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(.+?)(IfExists)?$/.exec(name) ?? [];
  const operator = OPERATORS[base];
  if (!operator) throw new Error(`The local platform cannot evaluate the condition operator ${name}.`);
  if (!isContextKey(key)) throw new Error(`The local platform cannot evaluate the condition key ${key}.`);
  const fitsOne = operator.fits(values);
  const met: Predicate<string> = (given) => fitsOne(given) !== operator.negated;
  return (context) => {
    const given = context[key];
    if (given === undefined || given.length === 0) {
      // IAM: an absent key satisfies ForAllValues, IfExists and negations, and nothing else.
      return (
        set === 'ForAllValues' || (set !== 'ForAnyValue' && (ifExists !== undefined || operator.negated))
      );
    }
    if (set === 'ForAllValues' || operator.negated) return given.every(met);
    return given.some(met);
  };
}

function isContextKey(key: string): key is keyof RequestContext {
  return CONDITION_KEYS.includes(key);
}
