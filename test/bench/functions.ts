import { randomBytes, randomUUID } from 'node:crypto';
import type { ApiFunction } from '../../contract/operation.ts';
import { type OperationId, operation, type ResponseOf } from '../../contract/routes.ts';
import type { StepId } from '../../contract/steps.ts';
import type { Actor } from '../../domain/identity.ts';
import type { StageId } from '../../domain/subsidies/review.ts';
import { followLocalClock } from '../../local/lambda/local-date.ts';
import { OPENING } from '../builders/applications.ts';
import { goodProfile } from '../builders/enterprises.ts';
import { callHttp, type Sent } from '../builders/http-calls.ts';
import { createTables, type TestTables } from '../builders/tables.ts';
import { type MeteredDoor, openMeteredDoor } from './capacity.ts';

type Handler = (event: never, context: never) => Promise<unknown>;

/** The subsidies' functions in this process, in the days of the shipped policies, on tables behind a metered door. */
export interface BenchedFunctions {
  tables: TestTables;
  door: MeteredDoor;
  ok<Id extends OperationId>(id: Id, actor: Actor, sent?: Sent): Promise<ResponseOf<Id>>;
  /** States a complete profile of an enterprise. */
  profile(applicant: Actor): Promise<void>;
  /** Opens a stage's review as the workflow does. */
  open(applicationId: string, stage: StageId): Promise<void>;
  conclude(applicationId: string): Promise<void>;
}

/** Task tokens of Step Functions have about this length; a local engine's are shorter. */
const TOKEN_BYTES = 525;

export async function openFunctions(databaseUrl: string): Promise<BenchedFunctions> {
  const offset = new SharedArrayBuffer(8);
  new Float64Array(offset)[0] = OPENING.getTime() - Date.now();
  followLocalClock(offset);
  const tables = await createTables(databaseUrl);
  const door = await openMeteredDoor(databaseUrl);
  process.env['AWS_ENDPOINT_URL_DYNAMODB'] = door.url;
  const apis: Partial<Record<ApiFunction, Handler>> = {
    'enterprise-api': (await import('../../functions/enterprise-api/enterprise-api.lambda.ts')).handler,
    'review-api': (await import('../../functions/review-api/review-api.lambda.ts')).handler,
    'audit-api': (await import('../../functions/audit-api/audit-api.lambda.ts')).handler,
  };
  const steps: Partial<Record<StepId, Handler>> = {
    openReview: (await import('../../functions/steps/open-review.lambda.ts')).handler,
    concludeApplication: (await import('../../functions/steps/conclude-application.lambda.ts')).handler,
  };
  const step = async (id: StepId, input: object) => void (await steps[id]?.(input as never, {} as never));

  const ok: BenchedFunctions['ok'] = async (id, actor, sent) => {
    const handler = apis[operation(id).function];
    if (!handler) throw new Error(`${id} is not measured`);
    const answer = await callHttp(handler, id, actor, sent);
    if (answer.status >= 300) throw new Error(`${id}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body as never;
  };
  return {
    tables,
    door,
    ok,
    profile: async (applicant) => {
      const profile = goodProfile(Number(applicant.uscc?.slice(10, 17)));
      await ok('saveProfile', applicant, { body: { version: 0, profile } });
    },
    open: (applicationId, stage) =>
      step('openReview', {
        applicationId,
        stage,
        dueAt: '2020-02-26T16:00:00.000Z',
        taskToken: randomUUID() + randomBytes(TOKEN_BYTES).toString('base64'),
      }),
    conclude: (applicationId) => step('concludeApplication', { applicationId, conclusion: 'approve' }),
  };
}
