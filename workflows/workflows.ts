import { type StepId, stepIds } from '../contract/steps.ts';
import applicationReview from './application-review.asl.json' with { type: 'json' };

/** What a definition leaves open for the deployment: the partition, and the ARN of each step's function. */
export type Substitutions = Record<'partition' | StepId, string>;

export interface Workflow {
  /** Name of the file, of the construct and of the state machine. */
  name: 'application-review';
  /** The Amazon States Language text, with `${...}` for the substitutions. */
  definition: string;
  /** The steps its states call. */
  steps: readonly StepId[];
}

/** Every workflow, loaded from its file; the only list. */
export const workflows: readonly Workflow[] = [{ name: 'application-review', ...load(applicationReview) }];

/**
 * A definition with its placeholders filled in, as CloudFormation's DefinitionSubstitutions do it.
 * @throws RangeError for a placeholder without a value
 */
export function substitute(definition: string, values: Partial<Substitutions>): string {
  return definition.replace(/\$\{(\w+)\}/g, (_placeholder, name: string) => {
    const value = values[name as keyof Substitutions];
    if (value === undefined) throw new RangeError(`no value for \${${name}}`);
    return value;
  });
}

/** Finds the steps a definition names, and refuses one that names a step that does not exist. */
function load(asl: object): Pick<Workflow, 'definition' | 'steps'> {
  const definition = JSON.stringify(asl);
  const named = new Set([...definition.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name ?? ''));
  named.delete('partition');
  const steps = stepIds.filter((step) => named.delete(step));
  if (named.size > 0) throw new RangeError(`no such step: ${[...named].join(', ')}`);
  return { definition, steps };
}
