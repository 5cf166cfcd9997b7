import type { FunctionView, RoleView, StateMachineView } from '../template/views.ts';
import { compilePermissions } from './permissions.ts';

/**
 * Holds the functions that a definition names against the role of its state machine. CDK grants nothing for a
 * definition given as text, and in the cloud a forgotten grant shows only when the state is entered.
 * @throws Error with one sentence naming state machine, function and role
 */
export function checkStateMachineRoles(
  machines: readonly StateMachineView[],
  functions: readonly FunctionView[],
  roles: readonly RoleView[],
): void {
  for (const { id, definition, roleArn } of machines) {
    const role = roles.find(({ arn }) => arn === roleArn);
    if (!role) throw new Error(`${id} has role ${roleArn}, which the template does not have.`);
    const permissions = compilePermissions(role.statements);
    for (const { name, arn } of functions) {
      if (!isNamed(definition, arn) && !isNamed(definition, name)) continue;
      if (!permissions.allows('lambda:InvokeFunction', arn)) {
        throw new Error(`${id} invokes ${name}, which its role ${role.id} does not allow.`);
      }
    }
  }
}

/** Whether a string of the definition is this name or ARN, perhaps with a version behind it. */
function isNamed(definition: string, name: string): boolean {
  return definition.includes(`"${name}"`) || definition.includes(`"${name}:`);
}
