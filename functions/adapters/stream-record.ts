import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import type { RelayRecord } from '../relay/relay.ts';
import { fromItem } from './dynamodb.ts';

/** The images of a record of a DynamoDB stream as plain data; an image of a deleted or new item is undefined. */
export function readStreamRecord({ dynamodb, eventName }: DynamoDBRecord): RelayRecord {
  const plain = (image: object | undefined) => image && fromItem(image as Record<string, AttributeValue>);
  const keys = plain(dynamodb?.Keys) ?? {};
  return {
    pk: String(keys['pk']),
    sk: String(keys['sk']),
    isNew: eventName === 'INSERT',
    before: plain(dynamodb?.OldImage),
    after: plain(dynamodb?.NewImage),
  };
}
