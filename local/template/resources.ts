import * as z from 'zod';
import type { Resource, Stack } from './assembly.ts';
import type { Evaluator } from './evaluator.ts';
import type { Identity } from './physical-names.ts';

/** A resource of a known type: names and resolved, checked properties. */
export interface Found<Properties> {
  /** `<stack>/<logical id>`. */
  id: string;
  stack: Stack;
  resource: Resource;
  identity: Identity;
  properties: Properties;
}

/** The resources of all stacks, by type. */
export class Resources {
  readonly #stacks: readonly Stack[];
  readonly #evaluator: Evaluator;

  constructor(stacks: readonly Stack[], evaluator: Evaluator) {
    this.#stacks = stacks;
    this.#evaluator = evaluator;
  }

  /**
   * All resources of the types that exist under their conditions, with their properties as the schema reads them.
   * @param wanted takes those whose resolved properties it likes; all when not given
   * @throws Error with one sentence naming resource and property that the schema refuses
   */
  ofType<Schema extends z.ZodType>(
    types: string | readonly string[],
    schema: Schema,
    wanted: (properties: unknown) => boolean = () => true,
  ): Found<z.output<Schema>>[] {
    const named = new Set(typeof types === 'string' ? [types] : types);
    return this.#stacks.flatMap((stack) =>
      Object.entries(stack.Resources)
        .filter(([, resource]) => named.has(resource.Type) && this.#evaluator.exists(stack, resource))
        .filter(([, resource]) => wanted(this.#evaluator.value(stack, resource.Properties)))
        .map(([logicalId, resource]) => this.#found(stack, logicalId, resource, schema)),
    );
  }

  /** Types that occur, with one resource of each as an example. */
  types(): Map<string, string> {
    return new Map(
      this.#stacks.flatMap((stack) =>
        Object.entries(stack.Resources).map(
          ([logicalId, { Type }]) => [Type, `${stack.name}/${logicalId}`] as const,
        ),
      ),
    );
  }

  /** ARNs of the functions that only serve custom resources: the deployment calls them, nothing else. */
  providerArns(): Set<unknown> {
    return new Set(
      this.#stacks.flatMap((stack) =>
        Object.values(stack.Resources)
          .filter(({ Type }) => isCustom(Type))
          .map(({ Properties }) => this.#evaluator.value(stack, Properties['ServiceToken'])),
      ),
    );
  }

  #found<Schema extends z.ZodType>(
    stack: Stack,
    logicalId: string,
    resource: Resource,
    schema: Schema,
  ): Found<z.output<Schema>> {
    const id = `${stack.name}/${logicalId}`;
    const parsed = schema.safeParse(this.#evaluator.value(stack, resource.Properties));
    if (parsed.success) {
      const identity = this.#evaluator.identity(stack, logicalId);
      return { id, stack, resource, identity, properties: parsed.data };
    }
    const reasons = parsed.error.issues.map(
      (issue) => `${issue.path.join('.') || 'properties'}: ${issue.message}`,
    );
    throw new Error(`${id} (${resource.Type}) is not read by the local platform: ${reasons.join('; ')}.`);
  }
}

export function isCustom(type: string): boolean {
  return type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource';
}

/** Properties that mean nothing locally, whatever they say. */
export function withoutMeaning<const Name extends string>(
  ...names: Name[]
): Record<Name, z.ZodOptional<z.ZodUnknown>> {
  return Object.fromEntries(names.map((name) => [name, z.unknown().optional()])) as Record<
    Name,
    z.ZodOptional<z.ZodUnknown>
  >;
}
