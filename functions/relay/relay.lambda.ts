import { deliveryQueueAt, sqs } from '../adapters/delivery-queue.ts';
import { dynamoDb } from '../adapters/dynamodb.ts';
import { inboxesIn } from '../adapters/inboxes.ts';
import { subscribersIn } from '../adapters/notice-settings.ts';
import { objectStoreAt } from '../adapters/object-store.ts';
import { decisionListIn } from '../adapters/officer-lists.ts';
import { scoreboardIn } from '../adapters/scoreboard.ts';
import { readStreamRecord } from '../adapters/stream-record.ts';
import { stepFunctions, workflowExecutions } from '../adapters/workflow-executions.ts';
import { readEnvironment } from '../env.ts';
import { dispatch } from './dispatch.ts';
import { relay } from './relay.ts';

const env = readEnvironment('relay', process.env);
const client = dynamoDb();

export const handler = relay(
  workflowExecutions(stepFunctions(), env.APPLICATION_REVIEW_ARN),
  scoreboardIn(client, { subsidies: env.SUBSIDIES_TABLE, itinerary: env.ITINERARY_TABLE }),
  decisionListIn(client, env.SUBSIDIES_TABLE),
  inboxesIn(client, env.NOTICES_TABLE),
  dispatch(subscribersIn(client, env.NOTICES_TABLE), deliveryQueueAt(sqs(), env.NOTICES_QUEUE_URL)),
  objectStoreAt(env.ATTACHMENTS_URL, client),
  readStreamRecord,
);
