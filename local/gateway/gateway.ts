import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { devNull } from 'node:os';
import type { FunctionView, QueueView, RoleView, TableView } from '../template/views.ts';
import type { Caller } from './caller.ts';
import { DynamoDbDoor } from './dynamodb-door.ts';
import { compilePermissions, type Permissions } from './permissions.ts';
import { type Answer, refusal } from './protocol.ts';
import { SqsDoor } from './sqs-door.ts';
import { StepFunctionsDoor, type StepFunctionsHandler } from './step-functions-door.ts';

/** The largest request of DynamoDB is a batch of 16 MB. */
const MAX_REQUEST_BYTES = 17_000_000;

export interface GatewayOptions {
  dynamoDbUrl: string;
  functions: readonly FunctionView[];
  roles: readonly RoleView[];
  tables: readonly TableView[];
  queues: readonly QueueView[];
  /** Where SQS answers. */
  sqsUrl: string;
  region: string;
  /** The durable engine, behind its JSON protocol. */
  stepFunctions: StepFunctionsHandler;
  /** Told after each successful write of a function, before it gets its answer. */
  onWrite?: (tableName: string) => void;
}

export interface Gateway {
  url: string;
  /** The function that an access key was made for, with the secret it signs with. */
  signerOf(keyId: string): { secret: string; permissions: Permissions } | undefined;
  /**
   * Region, credentials and endpoints for a function's environment; by the credentials its requests are known.
   * Configuration files of the person at the machine are hidden from the SDK.
   */
  environmentOf(functionName: string): Record<string, string>;
  close(): Promise<void>;
}

/**
 * Opens the door between the functions and the services behind them. Each request is tied to its function by the
 * access key id of its signature, and allowed or denied by the statements of that function's role.
 * @throws Error with one sentence when a role is missing or has a condition that cannot be evaluated here
 */
export async function openGateway(options: GatewayOptions): Promise<Gateway> {
  const keyIds = new Map<string, string>();
  const callers = new Map<string, Caller>();
  const secrets = new Map<string, string>();
  for (const view of options.functions) {
    const keyId = `LOCAL${randomBytes(8).toString('hex').toUpperCase()}`;
    keyIds.set(view.name, keyId);
    secrets.set(keyId, randomBytes(20).toString('hex'));
    callers.set(keyId, callerOf(view, options.roles));
  }
  const dynamoDb = new DynamoDbDoor(options);
  const stepFunctions = new StepFunctionsDoor(options.stepFunctions);
  const sqs = new SqsDoor(options.sqsUrl, options.queues);

  async function answer(request: IncomingMessage): Promise<Answer> {
    const body = await readBody(request);
    if (!body) return refusal('ValidationException', 'The request is too large.');
    const caller = callers.get(keyIdOf(request.headers.authorization));
    if (!caller)
      return refusal('UnrecognizedClientException', 'The security token included in the request is invalid.');
    const [service = '', operation = ''] = String(request.headers['x-amz-target'] ?? '').split('.');
    if (service === 'DynamoDB_20120810') return dynamoDb.answer(caller, operation, body);
    if (service === 'AWSStepFunctions') return stepFunctions.answer(caller, operation, body);
    if (service === 'AmazonSQS') return sqs.answer(caller, operation, body);
    return refusal(
      'UnknownOperationException',
      `The local platform does not serve ${service || 'this service'}.`,
    );
  }

  const server = createServer((request, response) => {
    answer(request)
      .catch((fault: unknown) => refusal('InternalServerError', String(fault), 500))
      .then(({ status, headers, body }) => response.writeHead(status, headers).end(body));
  });
  // SDK clients keep connections; one that the server closed first would cost them a retry.
  server.keepAliveTimeout = 600_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The gateway has no port.');
  const url = `http://127.0.0.1:${address.port}`;

  return {
    url,
    signerOf: (keyId) => {
      const [caller, secret] = [callers.get(keyId), secrets.get(keyId)];
      return caller && secret ? { secret, permissions: caller.permissions } : undefined;
    },
    environmentOf: (functionName) => {
      const keyId = keyIds.get(functionName);
      if (!keyId) throw new Error(`There is no function ${functionName}.`);
      return {
        AWS_REGION: options.region,
        AWS_DEFAULT_REGION: options.region,
        AWS_ACCESS_KEY_ID: keyId,
        AWS_SECRET_ACCESS_KEY: secrets.get(keyId) ?? '',
        AWS_ENDPOINT_URL_DYNAMODB: url,
        AWS_ENDPOINT_URL_SFN: url,
        AWS_ENDPOINT_URL_SQS: url,
        AWS_CONFIG_FILE: devNull,
        AWS_SHARED_CREDENTIALS_FILE: devNull,
        AWS_EC2_METADATA_DISABLED: 'true',
      };
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function callerOf({ id, name, roleArn }: FunctionView, roles: readonly RoleView[]): Caller {
  const role = roles.find(({ arn }) => arn === roleArn);
  if (!role) throw new Error(`Function ${id} has role ${roleArn}, which the template does not have.`);
  try {
    return {
      arn: `${role.arn.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/')}/${name}`,
      permissions: compilePermissions(role.statements),
    };
  } catch (problem) {
    throw new Error(`Role ${role.id}: ${problem instanceof Error ? problem.message : problem}`);
  }
}

/** `AWS4-HMAC-SHA256 Credential=<key id>/<date>/...` */
function keyIdOf(authorization = ''): string {
  return /Credential=([^/]+)\//.exec(authorization)?.[1] ?? '';
}

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_REQUEST_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
