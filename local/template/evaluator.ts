import type { Resource, Stack } from './assembly.ts';
import { type Identity, identify, type Place } from './physical-names.ts';

/** Stands for AWS::NoValue: the property or list element is left out. */
const NO_VALUE = Symbol('AWS::NoValue');

/** `{{resolve:secretsmanager:<arn or name>:SecretString:<json key>:<stage>:<version>}}`, the last three optional. */
const SECRET_REFERENCE =
  /\{\{resolve:secretsmanager:((?:arn:[^:}]+:secretsmanager:[^:}]*:[^:}]*:secret:)?[^:}]+):SecretString(?::([^:}]*))?(?::[^:}]*)?(?::[^:}]*)?\}\}/g;

type Arguments = unknown;

/**
 * Evaluates the expressions of CloudFormation templates, across the stacks of one assembly.
 * Only what is asked for is evaluated, so that resources without local meaning may say what they like.
 */
export class Evaluator {
  readonly #stacks: readonly Stack[];
  readonly #place: Place;
  /** The SecretString of a secret by its ARN or name. */
  readonly #secret: (id: string) => string;
  readonly #identities = new Map<string, Identity>();
  readonly #underway = new Set<string>();

  constructor(stacks: readonly Stack[], place: Place, secret: (id: string) => string) {
    this.#stacks = stacks;
    this.#place = place;
    this.#secret = secret;
  }

  /**
   * The value of an expression with every intrinsic function and dynamic reference resolved.
   * @throws Error naming the function or reference that has no local value
   */
  value(stack: Stack, expression: unknown): unknown {
    const value = this.#evaluate(stack, expression);
    return value === NO_VALUE ? undefined : value;
  }

  /** Whether the resource exists under the conditions of its stack. */
  exists(stack: Stack, { Condition }: { Condition?: string | undefined }): boolean {
    return Condition === undefined || this.#condition(stack, Condition);
  }

  /** Names and ARN of a resource. */
  identity(stack: Stack, logicalId: string): Identity {
    const key = `${stack.name}/${logicalId}`;
    const known = this.#identities.get(key);
    if (known) return known;
    const resource = stack.Resources[logicalId];
    if (!resource) throw new Error(`${stack.name} refers to ${logicalId}, which it does not have.`);
    const identity = this.#once(key, () => identify(this.#named(stack, logicalId, resource), this.#place));
    this.#identities.set(key, identity);
    return identity;
  }

  #named(stack: Stack, logicalId: string, resource: Resource) {
    return {
      type: resource.Type,
      stack: stack.name,
      logicalId,
      property: (name: string) => {
        const value = this.value(stack, resource.Properties[name]);
        return typeof value === 'string' ? value : undefined;
      },
    };
  }

  #evaluate(stack: Stack, expression: unknown): unknown {
    if (typeof expression === 'string') return this.#dynamicReferences(expression);
    if (Array.isArray(expression)) {
      return expression
        .map((element) => this.#evaluate(stack, element))
        .filter((element) => element !== NO_VALUE);
    }
    if (typeof expression !== 'object' || expression === null) return expression;
    const [first, ...others] = Object.entries(expression);
    if (first && others.length === 0 && (first[0] === 'Ref' || first[0].startsWith('Fn::'))) {
      const run = this.#functions[first[0]];
      if (!run) throw new Error(`The local platform does not evaluate ${first[0]} (in ${stack.name}).`);
      const value = run(stack, first[1]);
      return typeof value === 'string' ? this.#dynamicReferences(value) : value;
    }
    return Object.fromEntries(
      Object.entries(expression)
        .map(([key, value]) => [key, this.#evaluate(stack, value)] as const)
        .filter(([, value]) => value !== NO_VALUE),
    );
  }

  readonly #functions: Record<string, (stack: Stack, given: Arguments) => unknown> = {
    Ref: (stack, given) => this.#ref(stack, String(given)),
    'Fn::GetAtt': (stack, given) => {
      const [logicalId, attribute] = Array.isArray(given) ? given : splitOnce(String(given), '.');
      return this.#attribute(stack, String(logicalId), String(this.#evaluate(stack, attribute)));
    },
    'Fn::Join': (stack, given) => {
      const [separator, parts] = this.#list(stack, given);
      return asList(parts, 'Fn::Join').map(text).join(text(separator));
    },
    'Fn::Sub': (stack, given) => this.#sub(stack, given),
    'Fn::Select': (stack, given) => {
      const [index, list] = this.#list(stack, given);
      const chosen = asList(list, 'Fn::Select')[Number(index)];
      if (chosen === undefined) throw new Error(`Fn::Select in ${stack.name} selects nothing.`);
      return chosen;
    },
    'Fn::Split': (stack, given) => {
      const [separator, source] = this.#list(stack, given);
      return text(source).split(text(separator));
    },
    'Fn::If': (stack, given) => {
      const [condition, whenTrue, whenFalse] = asList(given, 'Fn::If');
      return this.#evaluate(stack, this.#condition(stack, String(condition)) ? whenTrue : whenFalse);
    },
    'Fn::FindInMap': (stack, given) => {
      const [map, top, second] = this.#list(stack, given).map(text);
      const found = stack.Mappings[map ?? '']?.[top ?? '']?.[second ?? ''];
      if (found === undefined) throw new Error(`Mapping ${map} of ${stack.name} has no ${top}/${second}.`);
      return found;
    },
    'Fn::Base64': (stack, given) => Buffer.from(text(this.#evaluate(stack, given))).toString('base64'),
    'Fn::ImportValue': (stack, given) => this.#exported(text(this.#evaluate(stack, given))),
    'Fn::GetStackOutput': (stack, given) => {
      const { StackName, OutputName } = this.#evaluate(stack, given) as Record<string, unknown>;
      return this.#output(text(StackName), text(OutputName));
    },
    'Fn::GetAZs': () => ['a', 'b', 'c'].map((zone) => `${this.#place.region}${zone}`),
  };

  #list(stack: Stack, given: Arguments): unknown[] {
    return asList(this.#evaluate(stack, given), 'An intrinsic function');
  }

  #ref(stack: Stack, name: string): unknown {
    const { partition, region, account, urlSuffix } = this.#place;
    const pseudo: Record<string, unknown> = {
      'AWS::Partition': partition,
      'AWS::Region': region,
      'AWS::AccountId': account,
      'AWS::URLSuffix': urlSuffix,
      'AWS::StackName': stack.name,
      'AWS::StackId': `arn:${partition}:cloudformation:${region}:${account}:stack/${stack.name}/local`,
      'AWS::NoValue': NO_VALUE,
    };
    if (name in pseudo) return pseudo[name];
    const parameter = stack.Parameters[name];
    if (parameter) {
      if (parameter.Default !== undefined) return parameter.Default;
      throw new Error(`Parameter ${name} of ${stack.name} has no default, so it has no local value.`);
    }
    return this.identity(stack, name).ref;
  }

  #attribute(stack: Stack, logicalId: string, attribute: string): string {
    const identity = this.identity(stack, logicalId);
    const value = attribute === 'Arn' ? identity.arn : identity.attributes[attribute];
    if (value !== undefined) return value;
    const type = stack.Resources[logicalId]?.Type;
    throw new Error(
      `${stack.name} asks for ${attribute} of ${logicalId} (${type}), which has no local value.`,
    );
  }

  #sub(stack: Stack, given: Arguments): string {
    const [template, extra] = typeof given === 'string' ? [given, {}] : asList(given, 'Fn::Sub');
    const variables = this.#evaluate(stack, extra ?? {}) as Record<string, unknown>;
    return text(template).replace(/\$\{(!?)([^}]+)\}/g, (_whole, literal: string, name: string) => {
      if (literal) return `\${${name}}`;
      if (Object.hasOwn(variables, name)) return text(variables[name]);
      if (!name.includes('.')) return text(this.#ref(stack, name));
      const [logicalId, attribute] = splitOnce(name, '.');
      return this.#attribute(stack, logicalId, attribute);
    });
  }

  #condition(stack: Stack, name: string): boolean {
    const condition = stack.Conditions[name];
    if (condition === undefined) throw new Error(`${stack.name} has no condition ${name}.`);
    return this.#once(`${stack.name}/condition/${name}`, () => this.#holds(stack, condition));
  }

  #holds(stack: Stack, condition: unknown): boolean {
    const [[name, given] = ['', undefined]] = Object.entries(condition as Record<string, unknown>);
    if (name === 'Condition') return this.#condition(stack, text(given));
    const parts = asList(given, name);
    if (name === 'Fn::Equals') {
      const [left, right] = parts.map((part) => this.#evaluate(stack, part));
      return JSON.stringify(left) === JSON.stringify(right);
    }
    if (name === 'Fn::Not') return !this.#holds(stack, parts[0]);
    if (name === 'Fn::And') return parts.every((part) => this.#holds(stack, part));
    if (name === 'Fn::Or') return parts.some((part) => this.#holds(stack, part));
    throw new Error(`The local platform does not evaluate ${name} in a condition (in ${stack.name}).`);
  }

  #exported(name: string): unknown {
    for (const stack of this.#stacks) {
      for (const output of Object.values(stack.Outputs)) {
        if (!output.Export || !this.exists(stack, output)) continue;
        if (this.#evaluate(stack, output.Export.Name) === name) return this.#evaluate(stack, output.Value);
      }
    }
    throw new Error(`No stack exports ${name}.`);
  }

  #output(stackName: string, outputName: string): unknown {
    const stack = this.#stacks.find(({ name }) => name === stackName);
    const output = stack?.Outputs[outputName];
    if (!stack || !output) throw new Error(`Stack ${stackName} has no output ${outputName}.`);
    return this.#evaluate(stack, output.Value);
  }

  #dynamicReferences(value: string): string {
    if (!value.includes('{{resolve:')) return value;
    const resolved = value.replace(SECRET_REFERENCE, (_whole, id: string, key: string | undefined) => {
      const secret = this.#secret(id);
      if (!key) return secret;
      const fields = JSON.parse(secret) as Record<string, unknown>;
      if (fields[key] === undefined) throw new Error(`Secret ${id} has no field ${key}.`);
      return text(fields[key]);
    });
    // A reference across a Fn::Join is complete only in the joined text, so a beginning alone may stay.
    const left = /\{\{resolve:(?!secretsmanager:)[^}]*\}\}/.exec(resolved);
    if (left) throw new Error(`The local platform does not resolve ${left[0]}.`);
    return resolved;
  }

  /** Runs what must not come back to itself. */
  #once<T>(key: string, run: () => T): T {
    if (this.#underway.has(key)) throw new Error(`${key} refers to itself.`);
    this.#underway.add(key);
    try {
      return run();
    } finally {
      this.#underway.delete(key);
    }
  }
}

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Error(`Text was expected in the template, not ${JSON.stringify(value)}.`);
}

function asList(value: unknown, of: string): unknown[] {
  if (Array.isArray(value)) return value;
  throw new Error(`${of} needs a list in the template, not ${JSON.stringify(value)}.`);
}

function splitOnce(value: string, separator: string): [string, string] {
  const at = value.indexOf(separator);
  return [value.slice(0, at), value.slice(at + separator.length)];
}
