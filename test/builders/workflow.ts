import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DescribeExecutionCommand,
  ExecutionDoesNotExist,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  SFNClient,
} from '@aws-sdk/client-sfn';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { type StepId, stepIds } from '../../contract/steps.ts';
import { openEngine } from '../../local/step-functions/engine.ts';
import { stepFunctionsServer } from '../../local/step-functions/server.ts';
import { startStreams } from '../../local/streams/streams.ts';
import type { EventSourceMappingView, FunctionView, RoleView } from '../../local/template/views.ts';
import { type Substitutions, substitute, workflows } from '../../workflows/workflows.ts';
import { openSubsidies, type SubsidiesUnderTest, setClock } from './subsidies.ts';

const REGION = 'us-east-1';
const functionArn = (name: string) => `arn:aws:lambda:${REGION}:000000000000:function:${name}`;
const streamArn = (table: string) => `arn:aws:dynamodb:${REGION}:000000000000:table/${table}/stream/local`;

/** The values a deployment fills into a definition. */
export const substitutions: Substitutions = {
  partition: 'aws',
  ...(Object.fromEntries(stepIds.map((step) => [step, functionArn(step)])) as Record<StepId, string>),
};

/** The whole way of an application: its Lambdas, both streams, the relay, and the real definition on the durable engine. */
export interface WorkflowUnderTest extends SubsidiesUnderTest {
  sfn: SFNClient;
  /** The relay as it deploys, to hand it records directly. */
  relay(event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse>;
  /** Every batch that the streams delivered. */
  delivered: DynamoDBStreamEvent[];
  /** Holds deliveries back until released. */
  holdStreams(): () => void;
  /** Lets the next call of a step fail: before its work, or after it, when only the answer is lost. */
  failStep(step: StepId, when: 'before' | 'after'): void;
  moveClock(moment: Date | string): Promise<void>;
  /** The execution of an application, or of its appeal. */
  execution(
    applicationId: string,
    of?: 'application' | 'appeal',
  ): Promise<{ status: string; history: HistoryEvent[]; entered: string[] }>;
  /** Waits until the stored application is so, and gives it. */
  becomes(applicationId: string, so: (stored: Stored) => boolean): Promise<Stored>;
  close(): Promise<void>;
}

/** What tests look at of a stored application. */
export interface Stored extends Record<string, unknown> {
  status: string;
  version: number;
  waiting?: {
    kind: string;
    stage: string;
    visit: number;
    dueAt: string;
    reminded?: string;
    escalations: number;
  };
  decisions: { stage: string; outcome: string }[];
  taskToken?: string;
  settled?: { token: string; output: string };
}

/** Asks again every few milliseconds of real time, for at most 10 s. */
export async function until<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
  for (const end = performance.now() + 10_000; performance.now() < end; ) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
  throw new Error(`${what} did not happen within 10 s`);
}

export async function openWorkflow(): Promise<WorkflowUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), 'fugong-workflow-'));
  const subsidies = await openSubsidies();
  const failures: { step: StepId; when: 'before' | 'after' }[] = [];

  const engine = openEngine({
    file: join(folder, 'engine.sqlite'),
    clock: () => new Date(),
    random: () => 0.5,
    newId: randomUUID,
    invoke: async (arn, payload) => {
      const step = stepIds.find((id) => functionArn(id) === arn);
      if (!step) throw new Error(`no function ${arn}`);
      const at = failures.findIndex((failure) => failure.step === step);
      const [failure] = at < 0 ? [] : failures.splice(at, 1);
      const lost = {
        payload: { errorType: 'Lambda.Unknown', errorMessage: 'lost' },
        functionError: 'Unhandled',
      };
      if (failure?.when === 'before') return lost;
      try {
        const result = await subsidies.step(step, payload as object);
        return failure ? lost : { payload: result };
      } catch (error) {
        const { name, message } = error as Error;
        return { payload: { errorType: name, errorMessage: message }, functionError: 'Unhandled' };
      }
    },
  });
  const [workflow] = workflows;
  if (!workflow) throw new Error('there is no workflow');
  const machineArn = engine.putStateMachine({
    name: workflow.name,
    definition: substitute(workflow.definition, substitutions),
    roleArn: 'arn:aws:iam::000000000000:role/workflow',
  });
  const server = stepFunctionsServer(engine);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  process.env['AWS_ENDPOINT_URL_SFN'] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.env['APPLICATION_REVIEW_ARN'] = machineArn;
  const sfn = new SFNClient({});
  const { handler } = await import('../../functions/relay/relay.lambda.ts');

  const delivered: DynamoDBStreamEvent[] = [];
  let gate: Promise<void> | undefined;
  const streams = startStreams({
    ...streamViews([subsidies.tables.subsidies, subsidies.tables.itinerary]),
    dynamoDbUrl: subsidies.tables.url,
    region: REGION,
    sendToQueue: async () => {},
    checkpointFile: join(folder, 'checkpoints.sqlite'),
    invoke: async (_arn, event) => {
      await gate;
      delivered.push(event as DynamoDBStreamEvent);
      return { payload: await handler(event as DynamoDBStreamEvent) };
    },
  });

  const executionArn = (applicationId: string, of: 'application' | 'appeal') =>
    `${machineArn.replace(':stateMachine:', ':execution:')}:${of}-${applicationId}`;
  return {
    ...subsidies,
    sfn,
    relay: handler,
    delivered,
    holdStreams: () => {
      let release = () => {};
      gate = new Promise((resolve) => {
        release = resolve;
      });
      return () => {
        gate = undefined;
        release();
      };
    },
    failStep: (step, when) => void failures.push({ step, when }),
    moveClock: async (moment) => {
      setClock(new Date(moment));
      await engine.clockMoved();
    },
    execution: async (applicationId, of = 'application') => {
      const arn = { executionArn: executionArn(applicationId, of) };
      try {
        const { status } = await sfn.send(new DescribeExecutionCommand(arn));
        const { events = [] } = await sfn.send(new GetExecutionHistoryCommand({ ...arn, maxResults: 1000 }));
        const entered = events.flatMap(
          ({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? [],
        );
        return { status: String(status), history: events, entered };
      } catch (error) {
        if (error instanceof ExecutionDoesNotExist)
          return { status: 'NOT STARTED', history: [], entered: [] };
        throw error;
      }
    },
    becomes: async (applicationId, so) => {
      let last: Stored | undefined;
      try {
        return await until('the expected state', async () => {
          last = (await subsidies.stored(applicationId)) as Stored;
          return so(last) ? last : undefined;
        });
      } catch (error) {
        throw new Error(`${String(error)}; stored: ${JSON.stringify(last)}`);
      }
    },
    close: async () => {
      await streams.close();
      sfn.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await engine.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Event source mappings of the relay as the service stack declares them. */
function streamViews(tables: string[]): {
  mappings: EventSourceMappingView[];
  functions: FunctionView[];
  roles: RoleView[];
} {
  const roleArn = 'arn:aws:iam::000000000000:role/relay';
  const reading = ['GetRecords', 'GetShardIterator', 'DescribeStream'].map((name) => `dynamodb:${name}`);
  return {
    mappings: tables.map((tableName) => ({
      id: `test/${tableName}`,
      functionArn: functionArn('relay'),
      tableName,
      streamArn: streamArn(tableName),
      batchSize: 100,
      batchingWindowSeconds: 0,
      maximumRetryAttempts: 5,
      maximumRecordAgeSeconds: -1,
      bisectOnError: true,
      reportsBatchItemFailures: true,
      onFailureQueueArn: undefined,
    })),
    functions: [
      {
        id: 'test/relay',
        name: 'relay',
        arn: functionArn('relay'),
        handler: 'index.handler',
        folder: '/',
        environment: {},
        timeoutSeconds: 60,
        memoryMb: 512,
        roleArn,
      },
    ],
    roles: [
      {
        id: 'test/relay-role',
        name: 'relay',
        arn: roleArn,
        statements: [
          {
            sid: undefined,
            effect: 'Allow',
            actions: reading,
            notActions: [],
            resources: tables.map(streamArn),
            notResources: [],
            conditions: {},
          },
        ],
      },
    ],
  };
}
