import { randomUUID } from 'node:crypto';
import { vi } from 'vitest';
import type { ApiFunction } from '../../contract/operation.ts';
import { type OperationId, operation, type ResponseOf } from '../../contract/routes.ts';
import type { StepId } from '../../contract/steps.ts';
import type { Actor } from '../../domain/identity.ts';
import type { StageId, Verdict } from '../../domain/subsidies/review.ts';
import { goodAnswers, OPENING } from './applications.ts';
import { applicant, goodProfile } from './enterprises.ts';
import { type Answer, callHttp, type Sent } from './http-calls.ts';
import { createTables, type TestTables } from './tables.ts';

type Handler = (event: never, context: never) => Promise<unknown>;

/** The subsidies' Lambdas as they deploy, on tables of their own in DynamoDB Local, under a clock that tests move. */
export interface SubsidiesUnderTest {
  tables: TestTables;
  /** Calls an operation and gives whatever it answers; who submits has stated a profile, if the test stated none. */
  call(id: OperationId, actor: Actor | undefined, sent?: Sent): Promise<Answer>;
  /** Calls an operation that has to succeed, and gives its body. */
  ok<Id extends OperationId>(id: Id, actor: Actor | undefined, sent?: Sent): Promise<ResponseOf<Id>>;
  /** Runs a workflow step. */
  step(id: StepId, input: object): Promise<unknown>;
  /** States a complete profile of an enterprise, once: what its person does before the first application. */
  profiled(applicant: Actor): Promise<void>;
  /** Submits a good application of an enterprise and gives its id. */
  submit(applicant: Actor): Promise<string>;
  /** Opens the review of a stage as the workflow does, and gives its token. */
  open(applicationId: string, stage: StageId, dueAt?: string): Promise<string>;
  /** Claims the open review and decides it. */
  decide(applicationId: string, officer: Actor, verdict?: Verdict): Promise<Answer>;
  /** The stored state of an application. */
  stored(applicationId: string): Promise<Record<string, unknown>>;
}

/** Sets the clock of everything that runs here; real timers go on. */
export function setClock(moment: Date): void {
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.setSystemTime(moment);
}

/**
 * Imports the bundles' entry files under an environment of their own, as a cold start does.
 * @param door what stands between the functions and the database, where something does
 * @param environment variables that differ from those of `createTables`
 */
export async function openSubsidies(
  door?: (databaseUrl: string) => Promise<string>,
  environment: Record<string, string> = {},
): Promise<SubsidiesUnderTest> {
  const tables = await createTables();
  Object.assign(process.env, environment);
  if (door) process.env['AWS_ENDPOINT_URL_DYNAMODB'] = await door(tables.url);
  setClock(OPENING);
  vi.resetModules();
  const enterprise = await import('../../functions/enterprise-api/enterprise-api.lambda.ts');
  const review = await import('../../functions/review-api/review-api.lambda.ts');
  const notices = await import('../../functions/notice-api/notice-api.lambda.ts');
  const policy = await import('../../functions/policy-api/policy-api.lambda.ts');
  const attachment = await import('../../functions/attachment-api/attachment-api.lambda.ts');
  const apis: Partial<Record<ApiFunction, Handler>> = {
    'enterprise-api': enterprise.handler,
    'attachment-api': attachment.handler,
    'review-api': review.handler,
    'audit-api': (await import('../../functions/audit-api/audit-api.lambda.ts')).handler,
    'notice-api': notices.handler,
    'policy-api': policy.handler,
  };
  const steps: Record<StepId, Handler> = {
    screenApplication: (await import('../../functions/steps/screen-application.lambda.ts')).handler,
    openReview: (await import('../../functions/steps/open-review.lambda.ts')).handler,
    escalateReview: (await import('../../functions/steps/escalate-review.lambda.ts')).handler,
    awaitCorrection: (await import('../../functions/steps/await-correction.lambda.ts')).handler,
    concludeApplication: (await import('../../functions/steps/conclude-application.lambda.ts')).handler,
  };

  const stating = new Map<string, Promise<unknown>>();
  const profiled: SubsidiesUnderTest['profiled'] = async (who) => {
    const { uscc = '' } = who;
    // Its code makes an account and a legal representative of its own.
    const body = { version: 0, profile: goodProfile(Number(uscc.slice(10, 17))) };
    const stated = stating.get(uscc) ?? callHttp(enterprise.handler, 'saveProfile', who, { body });
    stating.set(uscc, stated);
    await stated;
  };
  const call: SubsidiesUnderTest['call'] = async (id, actor, sent) => {
    const handler = apis[operation(id).function];
    if (!handler) throw new Error(`${id} is not of the subsidies`);
    if (id === 'saveProfile' && actor?.uscc) stating.set(actor.uscc, Promise.resolve());
    if (id === 'submitApplication' && actor?.role === 'enterprise') await profiled(actor);
    return callHttp(handler, id, actor, sent);
  };
  const ok: SubsidiesUnderTest['ok'] = async (id, actor, sent) => {
    const answer = await call(id, actor, sent);
    if (answer.status >= 300) throw new Error(`${id}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body as never;
  };
  const step: SubsidiesUnderTest['step'] = (id, input) => steps[id](input as never, {} as never);
  const stored: SubsidiesUnderTest['stored'] = async (applicationId) => {
    const pk = `APPLICATION#${applicationId}`;
    const found = (await tables.itemsOf('subsidies')).find(
      (item) => item['pk'] === pk && item['sk'] === 'CASE',
    );
    if (!found) throw new Error(`no application ${applicationId}`);
    return found;
  };

  return {
    tables,
    call,
    ok,
    step,
    stored,
    profiled,
    submit: async (who) => {
      const body = { uscc: who.uscc, policyId: 'resumption-award', answers: goodAnswers };
      return (await ok('submitApplication', who, { body })).applicationId;
    },
    open: async (applicationId, stage, dueAt = '2020-02-26T16:00:00.000Z') => {
      const taskToken = randomUUID();
      await step('openReview', { applicationId, stage, dueAt, taskToken });
      return taskToken;
    },
    decide: async (applicationId, officer, verdict = { outcome: 'approve' }) => {
      const params = { applicationId };
      const { application } = await ok('getReview', officer, { params });
      const claimed = await ok('claimReview', officer, { params, body: { version: application.version } });
      return call('decideReview', officer, { params, body: { version: claimed.version, verdict } });
    },
  };
}

/** A request to submit a good application, for tests that send it themselves. */
export function submission(number: number, change: object = {}): { actor: Actor; sent: Sent } {
  const actor = applicant(number);
  return {
    actor,
    sent: { body: { uscc: actor.uscc, policyId: 'resumption-award', answers: goodAnswers, ...change } },
  };
}
