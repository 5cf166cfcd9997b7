import type { TableView } from '../../local/template/views.ts';

/** A table of the kind that the product has, for tests that need no template. */
export const notesTable: TableView = {
  id: 'test/Notes',
  name: 'notes',
  arn: 'arn:aws:dynamodb:us-east-1:000000000000:table/notes',
  keySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  attributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: 'S' },
  ],
  globalIndexes: [],
  localIndexes: [],
  streamArn: 'arn:aws:dynamodb:us-east-1:000000000000:table/notes/stream/local',
  streamViewType: 'NEW_AND_OLD_IMAGES',
  expiryAttribute: 'expiresAt',
};
