import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Operation } from '../../contract/operation.ts';
import { problemSchema, statusOfKind } from '../../contract/problem.ts';
import { type OperationId, operation, operationIds } from '../../contract/routes.ts';
import { problemKinds } from '../../domain/errors.ts';
import type { Actor, Role } from '../../domain/identity.ts';
import { busAnswers, goodAnswers } from '../builders/applications.ts';
import { goodProfile, usccOf } from '../builders/enterprises.ts';
import { GATE_OPENS, type ItineraryUnderTest, openItinerary } from '../builders/itinerary.ts';

/** The same inputs in every run, so that a failure comes back. */
const SEED = 20_200_221;
const RUNS = 100;

let api: ItineraryUnderTest;
let venueToken: string;
beforeAll(async () => {
  api = await openItinerary();
  venueToken = await api.poster();
  // So that a good application is one in every respect.
  await api.ok('saveProfile', actorOf('enterprise'), { body: { version: 0, profile: goodProfile(1) } });
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterAll(() => api.close());

const actorOf = (role: Role): Actor => ({
  sub: `${role}-1`,
  role,
  name: '示例人员',
  ...(role === 'enterprise' ? { uscc: usccOf(1) } : {}),
  officeId: 'airport-north',
});

/** Texts that programs stumble over: control characters, half a surrogate pair, other widths, formulas, keys of objects. */
const oddText = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    '\ud800',
    '１２３',
    '😀'.repeat(50),
    '=1+1',
    '__proto__',
    'a'.repeat(5000),
    '2020-02-30',
  ),
  fc.constantFrom('ZZZZ-ZZZZ-ZZZZ', '7K3M9Q2X4HWB', '../..', '%00', 'NaN', '-1', '1e309', '0x10'),
  fc.string({ unit: 'binary', maxLength: 40 }),
);
const oddValue = fc.oneof(
  oddText,
  fc.constantFrom<unknown>(null, true, [], {}, -1, 0.1, 1e308, Number.MAX_SAFE_INTEGER + 1, { __proto__: 1 }),
  fc.jsonValue({ maxDepth: 4 }),
);

/** Bodies an operation would take as they stand, to be spoilt in one place. */
function goodBody(id: OperationId): Record<string, unknown> {
  const bodies: Partial<Record<OperationId, Record<string, unknown>>> = {
    checkEligibility: { answers: goodAnswers },
    saveDraft: { answers: busAnswers, version: 0 },
    submitApplication: { uscc: usccOf(1), policyId: 'chartered-bus', answers: busAnswers },
    resubmitApplication: { version: 1, answers: goodAnswers },
    appealApplication: { version: 1, reason: '复工日期以电力恢复之日为准。' },
    withdrawApplication: { version: 1 },
    claimReview: { version: 1 },
    releaseReview: { version: 1 },
    handOverReview: { version: 1, to: 'office-2' },
    declareConflict: { version: 1, reasonCode: 'own-interest' },
    watchReview: { watching: true },
    decideReviews: {
      items: [{ applicationId: '7K3M9Q2X4HWB', version: 1 }],
      verdict: { outcome: 'reject', reasonCode: 'resumed-too-late', note: '复工日期为 3 月 1 日。' },
    },
    savePolicyDraft: {
      version: 0,
      content: { title: { zh: '食堂', en: 'Canteens' }, amount: { kind: 'fixed', fen: 100 } },
    },
    proposePolicy: { version: 1 },
    withdrawProposal: { version: 1 },
    publishPolicy: { version: 1 },
    decideReview: { version: 1, verdict: { outcome: 'approve' } },
    saveProfile: { version: 1, profile: goodProfile(1) },
    requestItinerary: { venueToken, phoneNumber: '19900004001', consent: true },
    recordScan: { challenge: 'A'.repeat(100), code: '123456' },
    verifyPass: { pass: 'A'.repeat(100) },
    verifyCertificate: {
      scanId: 'A'.repeat(20),
      certificate: { issuer: '示例镇', issuerLevel: 'township', division: '411481', issuedOn: '2020-02-20' },
    },
    openAuditExport: { from: '2020-02-01', to: '2020-02-29', purpose: '示例：季度核查' },
    markNoticesRead: { noticeId: '2020-02-21T01:00:00.000Z#7K3M9Q2X4HWB#000001#received', andOlder: true },
    saveNoticeSettings: {
      version: 0,
      language: 'zh',
      choices: { dingtalk: [], wecom: [], sms: [] },
      addresses: { sms: { number: '19900000001' }, wecom: null },
    },
    sendTestNotice: { channel: 'sms' },
    createVenue: { name: '示例商店', kind: 'shop', officeId: 'airport-north' },
  };
  return bodies[id] ?? {};
}

/** A good body with one thing changed, added or taken away somewhere in it; or something else altogether. */
function bodyFor(id: OperationId): fc.Arbitrary<unknown> {
  const places = (value: unknown, path: string[] = []): string[][] =>
    value !== null && typeof value === 'object'
      ? [path, ...Object.entries(value).flatMap(([key, inner]) => places(inner, [...path, key]))]
      : [path];
  const spoilt = fc
    .tuple(fc.constantFrom(...places(goodBody(id))), oddValue, fc.constantFrom('replace', 'remove', 'add'))
    .map(([path, odd, how]) => {
      const root = { body: structuredClone(goodBody(id)) as unknown };
      let holder = root as Record<string, unknown>;
      for (const key of ['body', ...path].slice(0, -1)) holder = holder[key] as Record<string, unknown>;
      const last = path.at(-1) ?? 'body';
      if (how === 'replace') holder[last] = odd;
      else if (how === 'remove') delete holder[last];
      else holder[`${last}x`] = odd;
      return root.body;
    });
  const brokenText = fc.oneof(fc.constantFrom('{', '[', '"', '{"a":1}x', '['.repeat(3000)), oddText);
  return fc.oneof(
    { weight: 6, arbitrary: spoilt },
    { weight: 1, arbitrary: oddValue },
    { weight: 1, arbitrary: brokenText },
  );
}

const odd = { key: fc.option(oddText, { nil: undefined }), header: fc.option(oddText, { nil: undefined }) };

describe('Whatever is sent,', () => {
  it.each(operationIds)(
    '%s answers what its contract declares or a named 4xx, and never fails',
    async (id) => {
      const declared: Operation = operation(id);
      const role = declared.roles[0] as Role;
      const parameters = [...declared.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
      let refused = 0;
      await fc.assert(
        fc.asyncProperty(
          bodyFor(id),
          fc.array(oddText, { minLength: parameters.length, maxLength: parameters.length }),
          fc.dictionary(fc.constantFrom('limit', 'cursor', 'other'), oddText, { maxKeys: 2 }),
          odd.key,
          odd.header,
          async (body, values, query, key, header) => {
            vi.setSystemTime(GATE_OPENS);
            const answer = await api.call(id, role === 'public' ? undefined : actorOf(role), {
              params: Object.fromEntries(parameters.map((name, index) => [name, values[index] ?? ''])),
              query,
              ...(declared.body ? { body } : {}),
              ...(key === undefined ? {} : { key }),
              ...(header === undefined ? {} : { headers: { 'accept-language': header } }),
            });
            if (answer.status === declared.status) {
              // Parsed strictly: a field that the contract does not declare would be dropped and told here.
              expect(declared.response.parse(answer.body)).toEqual(answer.body);
              return;
            }
            refused += 1;
            const problem = problemSchema.parse(answer.body);
            expect(answer.status).toBe(statusOfKind[problemKinds[problem.code]]);
            expect(answer.status).toBeGreaterThanOrEqual(400);
            expect(answer.status, problem.code).toBeLessThan(500);
            if (problem.code === 'invalid-input') expect(problem.fields.length).toBeGreaterThan(0);
          },
        ),
        { seed: SEED, numRuns: RUNS },
      );
      if (declared.body || parameters.length > 0) expect(refused).toBeGreaterThan(0);
    },
  );
});
