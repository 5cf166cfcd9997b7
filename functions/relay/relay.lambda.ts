import { dynamoDb } from '../adapters/dynamodb.ts';
import { inboxesIn } from '../adapters/inboxes.ts';
import { decisionListIn } from '../adapters/officer-lists.ts';
import { scoreboardIn } from '../adapters/scoreboard.ts';
import { readStreamRecord } from '../adapters/stream-record.ts';
import { stepFunctions, workflowExecutions } from '../adapters/workflow-executions.ts';
import { readEnvironment } from '../env.ts';
import { relay } from './relay.ts';

const env = readEnvironment('relay', process.env);
const client = dynamoDb();

export const handler = relay(
  workflowExecutions(stepFunctions(), env.APPLICATION_REVIEW_ARN),
  scoreboardIn(client, { subsidies: env.SUBSIDIES_TABLE, itinerary: env.ITINERARY_TABLE }),
  decisionListIn(client, env.SUBSIDIES_TABLE),
  inboxesIn(client, env.NOTICES_TABLE),
  readStreamRecord,
);
