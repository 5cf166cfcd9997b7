import { type AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall, type marshallOptions, unmarshall } from '@aws-sdk/util-dynamodb';
import { DomainError } from '../../domain/errors.ts';

const options: marshallOptions = { removeUndefinedValues: true };

/** An item or a set of values as DynamoDB writes it; undefined is left out. */
export function toItem(value: object): Record<string, AttributeValue> {
  return marshall(value, options);
}

/** A stored item as plain data. */
export function fromItem(item: Record<string, AttributeValue>): Record<string, unknown> {
  return unmarshall(item);
}

/**
 * One client a function; region, credentials and endpoint come from the function's environment. Three tries within the
 * 10 s a function has: each is given up after 2 s. What passes by itself (throttling, a lost connection, a fault of the
 * service) is then `temporarily-unavailable` to everybody above.
 */
export function dynamoDb(): DynamoDBClient {
  const client = new DynamoDBClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true },
  });
  client.middlewareStack.add(
    (next) => async (input) => {
      try {
        return await next(input);
      } catch (error) {
        if (!mayPass(error)) throw error;
        console.error(JSON.stringify({ level: 'warn', service: 'dynamodb', error: error.name }));
        throw new DomainError('temporarily-unavailable');
      }
    },
    // Around the SDK's own retries.
    { step: 'initialize', name: 'temporarilyUnavailable' },
  );
  return client;
}

/** Client faults of DynamoDB that are none of the caller's. */
const BUSY = new Set([
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
  'TransactionConflictException',
  'TransactionInProgressException',
]);

/** Whether the same call may succeed in a while: busy, faulty, or not reached at all. */
function mayPass(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  if (BUSY.has(error.name) || error.name === 'TimeoutError') return true;
  if ('$fault' in error) return error.$fault === 'server';
  // Without an answer there is a system error of Node: ECONNREFUSED, ECONNRESET, EPIPE, ENOTFOUND...
  return 'code' in error && typeof error.code === 'string' && /^E[A-Z]+$/.test(error.code);
}
