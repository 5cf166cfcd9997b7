import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { vi } from 'vitest';
import type { ApiFunction } from '../../contract/operation.ts';
import { type OperationId, operation, type ResponseOf } from '../../contract/routes.ts';
import type { Actor } from '../../domain/identity.ts';
import { keyOf } from '../../functions/adapters/subsidies-items.ts';
import { carrierNames } from '../../local/carriers/numbers.ts';
import { portNear } from '../../local/supervise/instance.ts';
import { attachmentOf } from './applications.ts';
import { type Answer, callHttp, type Sent } from './http-calls.ts';
import { setClock } from './subsidies.ts';
import { createTables, type TestTables } from './tables.ts';

type Handler = (event: never, context: never) => Promise<unknown>;

export const admin: Actor = { sub: 'admin-1', role: 'admin', name: '示例管理员' };
export const gateOfficer: Actor = {
  sub: 'gate-1',
  role: 'gate',
  name: '示例检疫员',
  officeId: 'airport-north',
};

/** The time of the tests: 09:00 in Shanghai. */
export const GATE_OPENS = new Date('2020-02-21T01:00:00.000Z');
export const CODE_SECRET = 'a-secret-for-tests-of-at-least-32-characters';

/** The API's Lambdas as they deploy, on tables of their own, and carriers: the simulator, in its own process. */
export interface ItineraryUnderTest {
  tables: TestTables;
  call(id: OperationId, actor: Actor | undefined, sent?: Sent): Promise<Answer>;
  /** Calls an operation that has to succeed, and gives its body. */
  ok<Id extends OperationId>(id: Id, actor: Actor | undefined, sent?: Sent): Promise<ResponseOf<Id>>;
  /** Puts an attachment into the stored form of an application, as if it had been submitted with it. */
  attach(applicationId: string): Promise<{ attachmentId: string }>;
  /** The token on a new venue's poster. */
  poster(): Promise<string>;
  /** Asks for a code and reads it off the SMS; no code where none was sent. */
  request(venueToken: string, phoneNumber: string): Promise<{ challenge: string; code?: string }>;
  /** Switches a carrier's gateway off or on. */
  switchCarrier(carrier: (typeof carrierNames)[number], on: boolean): Promise<void>;
  /** Starts the functions anew, as a cold start does, with breakers closed. */
  coldStart(): Promise<void>;
  close(): Promise<void>;
}

export async function openItinerary(): Promise<ItineraryUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), 'fugong-itinerary-'));
  const clockFile = join(folder, 'clock.json');
  writeFileSync(clockFile, JSON.stringify({ offsetMs: GATE_OPENS.getTime() - Date.now() }));
  const port = await portNear(0);
  const path = fileURLToPath(new URL('../../local/carriers/simulator.ts', import.meta.url));
  const simulator = spawn(process.execPath, [path, String(port), clockFile]);
  await once(simulator.stdout, 'data');
  const carriersUrl = `http://127.0.0.1:${port}`;
  const tables = await createTables();
  Object.assign(process.env, {
    CODE_SECRET,
    CARRIER_URLS: JSON.stringify(
      Object.fromEntries(carrierNames.map((name) => [name, `${carriersUrl}/${name}`])),
    ),
  });
  setClock(GATE_OPENS);

  const apis: Partial<Record<ApiFunction, Handler>> = {};
  async function coldStart() {
    vi.resetModules();
    apis['scan'] = (await import('../../functions/scan/scan.lambda.ts')).handler;
    apis['gate-api'] = (await import('../../functions/gate-api/gate-api.lambda.ts')).handler;
    apis['admin-api'] = (await import('../../functions/admin-api/admin-api.lambda.ts')).handler;
    apis['audit-api'] = (await import('../../functions/audit-api/audit-api.lambda.ts')).handler;
    apis['enterprise-api'] = (
      await import('../../functions/enterprise-api/enterprise-api.lambda.ts')
    ).handler;
    apis['notice-api'] = (await import('../../functions/notice-api/notice-api.lambda.ts')).handler;
    apis['policy-api'] = (await import('../../functions/policy-api/policy-api.lambda.ts')).handler;
    apis['attachment-api'] = (
      await import('../../functions/attachment-api/attachment-api.lambda.ts')
    ).handler;
    apis['review-api'] = (await import('../../functions/review-api/review-api.lambda.ts')).handler;
  }
  await coldStart();

  const call: ItineraryUnderTest['call'] = (id, actor, sent) => {
    const handler = apis[operation(id).function];
    if (!handler) throw new Error(`no function answers ${id}`);
    return callHttp(handler, id, actor, sent);
  };
  const ok: ItineraryUnderTest['ok'] = async (id, actor, sent) => {
    const answer = await call(id, actor, sent);
    if (answer.status >= 300) throw new Error(`${id}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body as never;
  };
  return {
    tables,
    call,
    ok,
    async attach(applicationId) {
      const attachment = attachmentOf({});
      await tables.client.send(
        new UpdateItemCommand({
          TableName: tables.subsidies,
          Key: marshall(keyOf.form(applicationId, 1)),
          UpdateExpression: 'SET attachments = :attachments',
          ExpressionAttributeValues: marshall({ ':attachments': [attachment] }),
        }),
      );
      return attachment;
    },
    async poster() {
      const body = { name: '示例电子厂 1 号门', kind: 'enterprise', officeId: 'airport-north' };
      const { venueId } = await ok('createVenue', admin, { body });
      const { url } = await ok('getVenuePoster', admin, { params: { venueId } });
      return url.slice(url.lastIndexOf('/') + 1);
    },
    async request(venueToken, phoneNumber) {
      const body = { venueToken, phoneNumber, consent: true };
      const { challenge } = await ok('requestItinerary', undefined, { body });
      const sms = await fetch(`${carriersUrl}/sms/${phoneNumber}`);
      return sms.ok ? { challenge, code: ((await sms.json()) as { code: string }).code } : { challenge };
    },
    async switchCarrier(carrier, on) {
      await fetch(`${carriersUrl}/control`, { method: 'POST', body: JSON.stringify({ carrier, on }) });
    },
    coldStart,
    async close() {
      simulator.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
