import type { StepId } from '../../contract/steps.ts';
import { readEnvironment } from '../env.ts';
import { type Applications, applicationsIn } from './applications.ts';
import { dynamoDb } from './dynamodb.ts';

/** The applications as a workflow step reaches them: the tables its environment names. */
export function applicationsFor(step: StepId): Applications {
  const env = readEnvironment(step, process.env);
  return applicationsIn(dynamoDb(), { subsidies: env.SUBSIDIES_TABLE, audit: env.AUDIT_TABLE });
}
