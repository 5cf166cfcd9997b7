import { createServer } from 'node:http';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { startDynamoDb } from '../../local/dynamodb/dynamodb-local.ts';
import { ensureTables } from '../../local/dynamodb/tables.ts';
import { openGateway } from '../../local/gateway/gateway.ts';
import { createHttpApi } from '../../local/http-api/http-api.ts';
import { serveHttpApi } from '../../local/http-api/node-http.ts';
import { startFunctions } from '../../local/lambda/functions.ts';
import { type Streams, startStreams } from '../../local/streams/streams.ts';
import { readTemplate } from '../../local/template/read-template.ts';
import { synthesizeFixture } from './fixture-app.ts';
import { listening } from './served-api.ts';

export type RunningFixture = Awaited<ReturnType<typeof runFixture>>;

/**
 * Runs the template of the fixture as the platform runs the product's; only engine and queue are notebooks.
 * @param folder empty
 */
export async function runFixture(folder: string) {
  const identity = await identityProvider();
  const starting = startDynamoDb({ folder: join(folder, 'dynamodb') });
  const { assembly } = await synthesizeFixture(folder, identity.issuer);
  const template = readTemplate({ assembly, secretValue: () => 'secret of the fixture' });
  const database = await starting;
  await ensureTables(database.url, template.tables);

  const clockOffset = new SharedArrayBuffer(8);
  const engineCalls: [string, unknown][] = [];
  const deadLetters: [string, string][] = [];
  let streams: Streams | undefined;
  const gateway = await openGateway({
    ...template,
    dynamoDbUrl: database.url,
    sqsUrl: 'http://127.0.0.1:9',
    stepFunctions: {
      handle: async (target, body) => {
        engineCalls.push([target, body]);
        return { status: 200, body: { executionArn: 'arn:execution', startDate: 1 } };
      },
    },
    onWrite: (tableName) => streams?.nudge(tableName),
  });
  const functions = startFunctions({
    functions: template.functions,
    environmentOf: gateway.environmentOf,
    clockOffset,
    log: () => {},
  });
  streams = startStreams({
    ...template,
    mappings: template.eventSourceMappings,
    dynamoDbUrl: database.url,
    invoke: functions.invoke,
    sendToQueue: async (...message) => void deadLetters.push(message),
    checkpointFile: join(folder, 'checkpoints.sqlite'),
    warn: () => {},
  });
  const [view] = template.httpApis;
  if (!view) throw new Error('The fixture has an API.');
  const httpApi = createHttpApi({ api: view, account: template.account, invoke: functions.invoke });
  const api = await listening(
    createServer((request, response) => void serveHttpApi(httpApi, request, response)),
  );
  return {
    api,
    database,
    deadLetters,
    engineCalls,
    gateway,
    streams,
    template,
    clock: new Float64Array(clockOffset),
    token: identity.token,
    stop: async () => {
      await streams.close();
      await functions.close();
      await gateway.close();
      await database.stop();
    },
  };
}

/** An issuer with one key, and tokens signed by it. */
async function identityProvider() {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const keys = [{ ...(await exportJWK(publicKey)), kid: 'main', alg: 'RS256' }];
  const issuer: string = await listening(
    createServer((request, response) => {
      response.end(JSON.stringify(request.url === '/jwks' ? { keys } : { jwks_uri: `${issuer}/jwks` }));
    }),
  );
  const token = (subject: string) =>
    new SignJWT({ sub: subject })
      .setProtectedHeader({ alg: 'RS256', kid: 'main' })
      .setIssuer(issuer)
      .setAudience('fixture-api')
      .setExpirationTime('1m')
      .sign(privateKey);
  return { issuer, token };
}

/** A client of the SDK without retries. */
export function clientFor(endpoint: string, accessKeyId: string): DynamoDBClient {
  const credentials = { accessKeyId, secretAccessKey: 'local' };
  return new DynamoDBClient({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
}
