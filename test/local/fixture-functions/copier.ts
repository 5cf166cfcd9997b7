import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBStreamEvent } from 'aws-lambda';

/** The stream consumer of the fixture: copies each note, and breaks on the note `poison`. */

const database = new DynamoDBClient();

export async function handler({ Records }: DynamoDBStreamEvent) {
  for (const { dynamodb, eventSourceARN } of Records) {
    const pk = dynamodb?.NewImage?.['pk']?.S ?? '';
    if (pk === 'NOTE#poison') throw new TypeError('This note cannot be copied.');
    const Item = { pk: { S: pk }, source: { S: eventSourceARN ?? '' } };
    await database.send(new PutItemCommand({ TableName: process.env['COPIES_TABLE'], Item }));
  }
}
