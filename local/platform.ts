import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { appendFile, existsSync, mkdirSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { channelIds } from '../domain/notices/channels.ts';
import { buildAll } from './build/build.ts';
import { carrierNames } from './carriers/numbers.ts';
import { openClock } from './clock/local-clock.ts';
import { type DynamoDbLocal, startDynamoDb } from './dynamodb/dynamodb-local.ts';
import { startExpirySweeper } from './dynamodb/expiry-sweeper.ts';
import { endOrphan } from './dynamodb/orphan.ts';
import { ensureTables } from './dynamodb/tables.ts';
import { openFront } from './front.ts';
import { type Gateway, openGateway } from './gateway/gateway.ts';
import { checkStateMachineRoles } from './gateway/state-machine-roles.ts';
import { createHttpApi } from './http-api/http-api.ts';
import { openIdentity } from './identity/identity.ts';
import { identityKeys } from './identity/keys.ts';
import { startFunctions } from './lambda/functions.ts';
import { OBJECTS_PATH, openObjects } from './objects/objects.ts';
import { startQueues } from './queues/queues.ts';
import { secretsIn } from './secrets.ts';
import { openSite } from './site/site.ts';
import { type Engine, openEngine } from './step-functions/engine.ts';
import { openStorage } from './storage/storage.ts';
import { type Streams, startStreams } from './streams/streams.ts';
import { Closing } from './supervise/closing.ts';
import { Fault } from './supervise/fault.ts';
import { assertPortFree, portNear, takeStateFolder } from './supervise/instance.ts';
import { readTemplate } from './template/read-template.ts';
import type { Template } from './template/views.ts';

const AUDIENCE = 'urn:fugong:api';
const CLIENT_ID = 'fugong-web';

export interface PlatformOptions {
  port: number;
  /** Folder of everything that must survive. */
  state: string;
  /** Empties the state first. */
  fresh: boolean;
  /** Told of what goes wrong while running, in sentences. */
  warn: (sentence: string) => void;
  /** Ends it also while it is still starting; its own when not given. */
  closing?: Closing;
}

/** Folders and files of the state: all that `--fresh` removes, and nothing else. */
const FOLDERS = ['dynamodb', 'storage', 'objects', 'engine', 'logs'] as const;
const FILES = [
  ...['clock.json', 'secrets.json', 'identity.json', 'seeded', 'cdk.out.stamp'],
  ...['streams.sqlite', 'streams.sqlite-wal', 'streams.sqlite-shm'],
];

export interface Platform {
  /** Where the site answers, e.g. `http://localhost:3000`. */
  origin: string;
  /** Whether the state was empty at the start. */
  firstStart: boolean;
  localTime(): Date;
  /** Stops everything; what is not done goes on at the next start. */
  stop(): Promise<void>;
}

/**
 * Runs what the synthesized template says on this machine: the same bundles, routes, streams, state machines and
 * permissions that are deployed.
 * @throws Fault with one sentence for what a person can put right
 */
export async function startPlatform({
  port,
  state,
  fresh,
  warn,
  closing = new Closing(),
}: PlatformOptions): Promise<Platform> {
  closing.add(takeStateFolder(state));
  try {
    await assertPortFree(port);
    if (fresh) await emptyState(state);
    for (const folder of FOLDERS) mkdirSync(join(state, folder), { recursive: true });
    const origin = `http://localhost:${port}`;
    const firstStart = !existsSync(join(state, 'clock.json'));
    const clockFile = join(state, 'clock.json');
    const clock = openClock(clockFile, Date.now);
    const carriersUrl = await startSimulator('carriers', await portNear(port + 1), clockFile, closing);
    const channelsUrl = await startSimulator('channels', await portNear(port + 2), clockFile, closing);
    const database = startDatabase(join(state, 'dynamodb'), warn);
    // A failure while building must not leave an unhandled one of the database behind.
    database.catch(() => undefined);
    closing.add(async () => (await database.catch(() => undefined))?.stop());

    const assembly = join(state, 'cdk.out');
    await buildAll(
      {
        environment: 'dev',
        partition: 'aws',
        oidcIssuer: `${origin}/oidc`,
        oidcAudience: AUDIENCE,
        oidcClientId: CLIENT_ID,
        siteUrl: origin,
        clamdAddress: process.env['CLAMD_ADDRESS'] ?? '',
        carriers: Object.fromEntries(carrierNames.map((name) => [name, `${carriersUrl}/${name}`])),
        channels: Object.fromEntries(channelIds.map((id) => [id, `${channelsUrl}/${id}`])),
      },
      assembly,
    );
    const template = readTemplate({ assembly, secretValue: secretsIn(join(state, 'secrets.json')) });
    checkStateMachineRoles(template.stateMachines, template.functions, template.roles);
    const storage = await openStorage(join(state, 'storage'), template);
    closing.add(() => storage.close());
    const { url: dynamoDbUrl } = await database;
    await ensureTables(dynamoDbUrl, template.tables);

    // Engine and streams need the functions, which need the gateway, which leads to both: it asks when it is asked.
    let engine: Engine | undefined;
    let streams: Streams | undefined;
    const gateway: Gateway = await openGateway({
      ...template,
      dynamoDbUrl,
      sqsUrl: storage.sqsUrl,
      stepFunctions: {
        handle: async (target, body) =>
          engine?.handle(target, body) ?? { status: 503, body: { __type: 'ServiceUnavailable' } },
      },
      onWrite: (table) => streams?.nudge(table),
    });
    closing.add(() => gateway.close());
    const objects = openObjects({
      folder: join(state, 'objects'),
      buckets: template.buckets,
      signerOf: gateway.signerOf,
      now: clock.now,
    });
    closing.add(() => objects.close());
    const functions = startFunctions({
      functions: template.functions,
      environmentOf: (name) => ({ ...gateway.environmentOf(name), ...addressesHere(template, name, origin) }),
      clockOffset: clock.offset,
      log: (name, line) => appendFile(join(state, 'logs', `${name}.log`), `${line}\n`, () => undefined),
    });
    closing.add(() => functions.close());
    engine = openEngine({
      file: join(state, 'engine', 'executions.sqlite'),
      clock: clock.now,
      random: Math.random,
      newId: randomUUID,
      invoke: functions.invoke,
      partition: template.partition,
      region: template.region,
      account: template.account,
    });
    const running = engine;
    closing.add(() => running.close());
    for (const machine of template.stateMachines) engine.putStateMachine(machine);
    streams = startStreams({
      dynamoDbUrl,
      mappings: template.eventSourceMappings,
      functions: template.functions,
      roles: template.roles,
      region: template.region,
      invoke: functions.invoke,
      sendToQueue: storage.sendToQueue,
      checkpointFile: join(state, 'streams.sqlite'),
      warn,
    });
    const streaming = streams;
    closing.add(() => streaming.close());
    const queues = startQueues({
      ...template,
      mappings: template.queueMappings,
      sqs: storage.sqs,
      invoke: functions.invoke,
      warn,
    });
    closing.add(() => queues.close());
    const sweeper = startExpirySweeper({
      url: dynamoDbUrl,
      tables: template.tables,
      clock: clock.now,
      onSwept: (table) => streaming.nudge(table),
    });
    closing.add(() => sweeper.stop());

    const identity = await openIdentity({
      issuer: `${origin}/oidc`,
      audience: AUDIENCE,
      clientId: CLIENT_ID,
      keys: identityKeys(join(state, 'identity.json')),
      redirectUris: ['apply', 'console', 'officer'].map((app) => `${origin}/${app}/`),
    });
    const apis = new Map(
      template.httpApis.map((api) => [
        api.apiId,
        createHttpApi({ api, account: template.account, invoke: functions.invoke }),
      ]),
    );
    const [distribution] = template.distributions;
    if (!distribution) throw new RangeError('the template has a distribution');
    const front = createServer(
      openFront({
        site: openSite(template, distribution, apis, storage.s3Url),
        identity,
        clock,
        objects: objects.handle,
        clockMoved: async () => {
          await Promise.all([running.clockMoved(), sweeper.sweep()]);
        },
        carriersUrl,
        channelsUrl,
        fault: (error) => {
          const { message, stack = message } = error instanceof Error ? error : new Error(String(error));
          appendFile(
            join(state, 'logs', 'platform.log'),
            `${new Date().toISOString()} ${stack}\n`,
            () => undefined,
          );
          warn(`A request failed in the platform itself: ${message} (logs/platform.log has more).`);
        },
        log: (line) => appendFile(join(state, 'logs', 'requests.log'), `${line}\n`, () => undefined),
      }),
    );
    await listen(front, port);
    closing.add(() => closeServer(front));
    return { origin, firstStart, localTime: clock.now, stop: () => closing.end() };
  } catch (error) {
    await closing.end();
    throw error;
  }
}

/** Removes what earlier starts left; a database that still runs there would write on into removed files. */
async function emptyState(state: string): Promise<void> {
  await endOrphan(join(state, 'dynamodb'));
  for (const folder of FOLDERS) rmSync(join(state, folder), { recursive: true, force: true });
  for (const file of FILES) rmSync(join(state, file), { force: true });
}

/** The variables of a function that name a bucket by its address in the cloud, with the address it has here instead. */
function addressesHere(
  { functions, buckets }: Template,
  name: string,
  origin: string,
): Record<string, string> {
  const environment = functions.find((one) => one.name === name)?.environment ?? {};
  return Object.fromEntries(
    Object.entries(environment).flatMap(([variable, value]) => {
      const bucket = buckets.find(({ domainNames }) =>
        domainNames.some((host) => value === `https://${host}`),
      );
      return bucket ? [[variable, `${origin}${OBJECTS_PATH}/${bucket.name}`]] : [];
    }),
  );
}

/** Starts the database; what keeps it from starting (no Java, a taken folder) is something a person can put right. */
async function startDatabase(folder: string, warn: (sentence: string) => void): Promise<DynamoDbLocal> {
  try {
    return await startDynamoDb({ folder, onUnexpectedExit: warn });
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code ? error : new Fault((error as Error).message);
  }
}

/** Starts a simulator of what stands outside: the carriers' gateways, or the channels of notices. */
async function startSimulator(
  what: 'carriers' | 'channels',
  port: number,
  clockFile: string,
  closing: Closing,
): Promise<string> {
  const simulator = fileURLToPath(new URL(`./${what}/simulator.ts`, import.meta.url));
  const child = spawn(process.execPath, [simulator, String(port), clockFile], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  closing.add(() => child.kill());
  await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(() =>
      Promise.reject(new Fault(`The simulator of ${what} could not use port ${port}: start again.`)),
    ),
  ]);
  return `http://127.0.0.1:${port}`;
}

async function listen(server: Server, port: number): Promise<void> {
  server.listen(port);
  await once(server, 'listening');
}

async function closeServer(server: Server): Promise<void> {
  server.close();
  server.closeAllConnections();
}
