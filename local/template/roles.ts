import * as z from 'zod';
import { type Resources, withoutMeaning } from './resources.ts';
import type { PolicyStatement, RoleView } from './views.ts';

const listSchema = z
  .union([z.string(), z.array(z.string())])
  .default([])
  .transform((value) => (typeof value === 'string' ? [value] : value));

const statementSchema = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Action: listSchema,
  NotAction: listSchema,
  Resource: listSchema,
  NotResource: listSchema,
  Condition: z
    .record(
      z.string(),
      z.record(
        z.string(),
        z
          .union([z.string(), z.boolean(), z.number(), z.array(z.string())])
          .transform((value) => (Array.isArray(value) ? value : [String(value)])),
      ),
    )
    .default({}),
});

const documentSchema = z.strictObject({
  Version: z.string().optional(),
  Id: z.string().optional(),
  Statement: z
    .union([statementSchema, z.array(statementSchema)])
    .transform((value) => (Array.isArray(value) ? value : [value])),
});

const inlineSchema = z.strictObject({ PolicyName: z.string(), PolicyDocument: documentSchema });

const roleSchema = z.strictObject({
  Policies: z.array(inlineSchema).default([]),
  // Policies that AWS manages (logs) grant nothing locally: there is nothing here that they could be about.
  ManagedPolicyArns: z.array(z.string()).default([]),
  ...withoutMeaning(
    'AssumeRolePolicyDocument',
    'RoleName',
    'Description',
    'Path',
    'Tags',
    'MaxSessionDuration',
    'PermissionsBoundary',
  ),
});

const policySchema = z.strictObject({
  PolicyDocument: documentSchema,
  Roles: z.array(z.string()).default([]),
  ...withoutMeaning('PolicyName', 'ManagedPolicyName', 'Description', 'Path', 'Users', 'Groups'),
});

/** The roles with all statements that the template attaches to them. */
export function readRoles(resources: Resources): RoleView[] {
  const policies = resources.ofType(['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'], policySchema);
  return resources.ofType('AWS::IAM::Role', roleSchema).map(({ id, identity, properties }) => {
    const attached = policies.filter(
      (policy) =>
        policy.properties.Roles.includes(identity.name) ||
        properties.ManagedPolicyArns.includes(policy.identity.ref),
    );
    const documents = [...properties.Policies, ...attached.map((policy) => policy.properties)];
    return {
      id,
      name: identity.name,
      arn: identity.arn,
      statements: documents.flatMap(({ PolicyDocument }) => PolicyDocument.Statement.map(statement)),
    };
  });
}

function statement(given: z.infer<typeof statementSchema>): PolicyStatement {
  return {
    sid: given.Sid,
    effect: given.Effect,
    actions: given.Action,
    notActions: given.NotAction,
    resources: given.Resource,
    notResources: given.NotResource,
    conditions: given.Condition,
  };
}
