import {
  DeleteItemCommand,
  DynamoDBClient,
  PutItemCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';

/** The API function of the fixture: writes notes, and tries what its role does not allow. */

const database = new DynamoDBClient();
const workflows = new SFNClient();

interface Event {
  routeKey: string;
  pathParameters?: { noteId?: string };
  requestContext: { authorizer?: { jwt: { claims: Record<string, string> } } };
  body?: string;
}

export async function handler(event: Event) {
  const noteId = event.pathParameters?.noteId ?? '';
  const TableName = process.env['NOTES_TABLE'];
  const key = { pk: { S: `NOTE#${noteId}` }, sk: { S: 'NOTE' } };
  switch (event.routeKey) {
    case 'PUT /api/notes/{noteId}': {
      const text = { S: event.body ?? '' };
      await database.send(new PutItemCommand({ TableName, Item: { ...key, text } }));
      return { statusCode: 201, body: event.requestContext.authorizer?.jwt.claims['sub'] };
    }
    case 'POST /api/notes/{noteId}/pair': {
      const Put = { TableName, Item: { ...key, text: { S: 'one of two' } } };
      const Delete = { TableName, Key: { pk: key.pk, sk: { S: 'OTHER' } } };
      const items = event.body === 'with-delete' ? [{ Put }, { Delete }] : [{ Put }];
      return attempt(database.send(new TransactWriteItemsCommand({ TransactItems: items })));
    }
    case 'DELETE /api/notes/{noteId}':
      return attempt(database.send(new DeleteItemCommand({ TableName, Key: key })));
    case 'POST /api/reviews': {
      const stateMachineArn = process.env['REVIEW_ARN'];
      return attempt(
        workflows.send(new StartExecutionCommand({ stateMachineArn, name: 'review-1', input: '{}' })),
      );
    }
    default:
      return { environment: process.env, now: new Date().toISOString() };
  }
}

async function attempt(request: Promise<unknown>) {
  try {
    await request;
    return { statusCode: 200, body: 'done' };
  } catch (problem) {
    const { name, message } = problem as Error;
    return { statusCode: 200, body: JSON.stringify({ name, message }) };
  }
}
