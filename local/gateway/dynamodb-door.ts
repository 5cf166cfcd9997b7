import * as z from 'zod';
import { callDynamoDb, exchange } from '../dynamodb/wire.ts';
import type { TableView } from '../template/views.ts';
import type { Caller } from './caller.ts';
import { type Access, accessesOf, writtenItem } from './dynamodb-requests.ts';
import { type Answer, accessDenied, parseJsonBody, refusal } from './protocol.ts';

export interface DynamoDbDoorOptions {
  dynamoDbUrl: string;
  tables: readonly TableView[];
  onWrite?: (tableName: string) => void;
}

/** Headers of the database's answers that belong to the protocol. */
const PASSED_ON = ['content-type', 'x-amzn-requestid', 'x-amz-crc32'];

/** Functions' requests to DynamoDB: allowed by the role, answered by DynamoDB Local. */
export class DynamoDbDoor {
  readonly #url: string;
  readonly #tables: ReadonlyMap<string, TableView>;
  readonly #onWrite: (tableName: string) => void;

  constructor({ dynamoDbUrl, tables, onWrite = () => {} }: DynamoDbDoorOptions) {
    this.#url = dynamoDbUrl;
    this.#tables = new Map(tables.map((table) => [table.name, table]));
    this.#onWrite = onWrite;
  }

  async answer(caller: Caller, operation: string, body: Buffer): Promise<Answer> {
    const parsed = parseJsonBody(body);
    if (!parsed) return refusal('SerializationException', 'The request body is not JSON.');
    const accesses = this.#accesses(operation, parsed);
    if (!accesses) {
      return refusal(
        'UnknownOperationException',
        `Functions have no dynamodb:${operation} on the local platform.`,
      );
    }
    // A shape that cannot be read has no accesses and gets the database's own words.
    for (const access of accesses) {
      const resource = this.#arn(access);
      if (!caller.permissions.allows(access.action, resource, access.context)) {
        return accessDenied(caller.arn, access.action, resource);
      }
    }
    if (accesses.length === 0)
      return refusal('ValidationException', 'The request body is not what it should be.');
    const answer = await this.#forward(operation, body);
    if (answer.status !== 200) return answer;
    if (operation === 'TransactWriteItems') await this.#settle(parsed);
    for (const tableName of new Set(
      accesses.filter(({ writes }) => writes).map((access) => access.tableName),
    )) {
      this.#onWrite(tableName);
    }
    return answer;
  }

  #accesses(operation: string, body: object): Access[] | undefined {
    try {
      return accessesOf(operation, body, this.#tables);
    } catch (problem) {
      if (problem instanceof z.ZodError) return [];
      throw problem;
    }
  }

  #arn({ resource, tableName }: Access): string {
    const arn = this.#tables.get(tableName)?.arn;
    if (arn === undefined) return `arn:aws:dynamodb:*:*:table/${resource}`;
    return arn + resource.slice(tableName.length);
  }

  /**
   * DynamoDB Local answers a transaction before it is on disk: kill -9 then loses what was acknowledged (10 of 921 when
   * tried). After a consistent read of one written item nothing was lost (0 of 435). The cloud needs no such thing.
   */
  async #settle(body: object): Promise<void> {
    const written = writtenItem(body, this.#tables);
    if (!written) return;
    const read = { ...written, ConsistentRead: true, ProjectionExpression: '#key' };
    const [key = ''] = Object.keys(written.Key);
    await callDynamoDb(
      this.#url,
      'DynamoDB_20120810.GetItem',
      { ...read, ExpressionAttributeNames: { '#key': key } },
      z.unknown(),
    );
  }

  async #forward(operation: string, body: Buffer): Promise<Answer> {
    const {
      status,
      headers,
      body: answer,
    } = await exchange(this.#url, `DynamoDB_20120810.${operation}`, body);
    const kept = PASSED_ON.flatMap((name) => {
      const value = headers[name];
      return typeof value === 'string' ? [[name, value] as const] : [];
    });
    return { status, headers: Object.fromEntries(kept), body: answer };
  }
}
