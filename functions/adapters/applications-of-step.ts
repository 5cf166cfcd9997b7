import type { StepId } from '../../contract/steps.ts';
import { readEnvironment } from '../env.ts';
import { type Applications, applicationsIn } from './applications.ts';
import { dynamoDb } from './dynamodb.ts';
import { type Policies, policiesIn } from './policies.ts';

const client = dynamoDb();

/** The applications as a workflow step reaches them: the tables its environment names. */
export function applicationsFor(step: StepId): Applications {
  const env = readEnvironment(step, process.env);
  return applicationsIn(client, { subsidies: env.SUBSIDIES_TABLE, audit: env.AUDIT_TABLE });
}

/** The published policies as a workflow step reads them. */
export function policiesFor(step: StepId): Policies {
  return policiesIn(client, readEnvironment(step, process.env).SUBSIDIES_TABLE);
}
