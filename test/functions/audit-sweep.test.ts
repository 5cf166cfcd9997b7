import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type OperationId, operation, operationIds } from '../../contract/routes.ts';
import { type StepId, stepIds } from '../../contract/steps.ts';
import { type AuditEvent, type AuditHead, auditEventSchema } from '../../domain/audit.ts';
import { policyOf } from '../../domain/subsidies/policies/catalogue.ts';
import { contentOf } from '../../domain/subsidies/policy-draft.ts';
import type { Verdict } from '../../domain/subsidies/review.ts';
import { demoNumber } from '../../local/carriers/numbers.ts';
import { goodAnswers } from '../builders/applications.ts';
import { applicant, auditor, bureau, goodProfile, office } from '../builders/enterprises.ts';
import {
  admin,
  GATE_OPENS,
  gateOfficer,
  type ItineraryUnderTest,
  openItinerary,
} from '../builders/itinerary.ts';
import { setClock } from '../builders/subsidies.ts';
import { chainOf } from '../builders/trail.ts';

let api: ItineraryUnderTest;
let steps: Partial<Record<StepId, (input: never, context: never) => Promise<unknown>>>;
let number = 0;
beforeAll(async () => {
  api = await openItinerary();
  steps = {
    openReview: (await import('../../functions/steps/open-review.lambda.ts')).handler,
    escalateReview: (await import('../../functions/steps/escalate-review.lambda.ts')).handler,
    awaitCorrection: (await import('../../functions/steps/await-correction.lambda.ts')).handler,
    concludeApplication: (await import('../../functions/steps/conclude-application.lambda.ts')).handler,
  };
});
beforeEach(() => {
  setClock(GATE_OPENS);
  number += 1;
});
afterAll(() => api.close());

/** What changes no state that anybody decides on, and so leaves no event; the reason stands in functions/README.md. */
const withoutEvent: Partial<Record<OperationId | StepId, string>> = {
  saveDraft: 'typed so far, seen by nobody but who types',
  startUpload: 'part of a draft',
  completeUpload: 'part of a draft',
  removeUpload: 'part of a draft',
  watchReview: 'a list of the officer’s own; no record changes',
  markNoticesRead: 'a mark of the reader’s own',
  sendTestNotice: 'a message to whoever asks for it',
  requestItinerary: 'stores nothing',
  recordScan: 'the scan is its own record, written once and never changed by its maker',
  screenApplication: 'stores nothing',
};

const at = (applicationId: string, body: object) => ({ params: { applicationId }, body });
const step = (id: StepId, input: object) => steps[id]?.(input as never, {} as never);
const handed = (applicationId: string) => ({
  applicationId,
  stage: 'officeAcceptance',
  dueAt: '2020-02-26T16:00:00.000Z',
  taskToken: randomUUID(),
});
const decided = async (verdict: Verdict): Promise<string> => {
  const applicationId = await claimed();
  await api.ok('decideReview', office(1), at(applicationId, { version: 3, verdict }));
  return applicationId;
};
const returned: Verdict = {
  outcome: 'return',
  reasonCode: 'statement-unclear',
  corrections: [{ field: 'employeesReturned', note: '请填写当日在岗人数' }],
};

async function submitted(): Promise<string> {
  await api.ok('saveProfile', applicant(number), { body: { version: 0, profile: goodProfile(number) } });
  return apply();
}
async function apply(): Promise<string> {
  const body = { uscc: applicant(number).uscc, policyId: 'resumption-award', answers: goodAnswers };
  return (await api.ok('submitApplication', applicant(number), { body })).applicationId;
}
async function waiting(): Promise<string> {
  const applicationId = await submitted();
  await step('openReview', handed(applicationId));
  return applicationId;
}
async function claimed(): Promise<string> {
  const applicationId = await waiting();
  await api.ok('claimReview', office(1), at(applicationId, { version: 2 }));
  return applicationId;
}

/** Saves the first draft of a policy of this test's own, and gives what is sent about its later versions. */
async function savedPolicy() {
  const params = { policyId: `canteen-${number}` };
  const content = contentOf(policyOf('stable-jobs'));
  await api.ok('savePolicyDraft', bureau(1), { params, body: { version: 0, content } });
  return (version: number) => ({ params, body: { version } });
}
async function proposedPolicy() {
  const policy = await savedPolicy();
  await api.ok('proposePolicy', bureau(1), policy(1));
  return policy;
}

/** Prepares everything that an operation or step needs, and gives the act itself. */
const acts: Partial<Record<OperationId | StepId, () => Promise<() => Promise<unknown>>>> = {
  submitApplication: async () => {
    await api.ok('saveProfile', applicant(number), { body: { version: 0, profile: goodProfile(number) } });
    return apply;
  },
  claimReview: async () => {
    const id = await waiting();
    return () => api.ok('claimReview', office(1), at(id, { version: 2 }));
  },
  releaseReview: async () => {
    const id = await claimed();
    return () => api.ok('releaseReview', office(1), at(id, { version: 3 }));
  },
  decideReview: async () => {
    const id = await claimed();
    const body = { version: 3, verdict: { outcome: 'approve' } };
    return () => api.ok('decideReview', office(1), at(id, body));
  },
  appealApplication: async () => {
    const verdict: Verdict = { outcome: 'reject', reasonCode: 'resumed-too-late', note: '3 月 1 日复工' };
    const id = await decided(verdict);
    await step('concludeApplication', { applicationId: id, conclusion: 'reject' });
    const body = { version: 5, reason: '复工日期以电力恢复之日为准。' };
    return () => api.ok('appealApplication', applicant(number), at(id, body));
  },
  saveNoticeSettings: async () => {
    const choices = { dingtalk: [], wecom: [], sms: [] };
    const addresses = { sms: { number: '19900000001' } };
    const body = { version: 0, language: 'zh', choices, addresses };
    return () => api.ok('saveNoticeSettings', applicant(number), { body });
  },
  handOverReview: async () => {
    await api.ok('listReviewTasks', office(2));
    const id = await claimed();
    return () => api.ok('handOverReview', office(1), at(id, { version: 3, to: 'office-2' }));
  },
  declareConflict: async () => {
    const id = await claimed();
    const body = { version: 3, reasonCode: 'own-interest' };
    return () => api.ok('declareConflict', office(1), at(id, body));
  },
  decideReviews: async () => {
    const applicationId = await waiting();
    const body = { items: [{ applicationId, version: 2 }], verdict: { outcome: 'approve' } };
    return () => api.ok('decideReviews', office(1), { body });
  },
  saveProfile: async () => {
    const body = { version: 0, profile: goodProfile(number) };
    return () => api.ok('saveProfile', applicant(number), { body });
  },
  withdrawApplication: async () => {
    const id = await waiting();
    return () => api.ok('withdrawApplication', applicant(number), at(id, { version: 2 }));
  },
  resubmitApplication: async () => {
    const id = await decided(returned);
    await step('awaitCorrection', { ...handed(id), dueAt: '2020-03-06T16:00:00.000Z' });
    const body = { version: 5, answers: { ...goodAnswers, employeesReturned: 90 } };
    return () => api.ok('resubmitApplication', applicant(number), at(id, body));
  },
  openReview: async () => {
    const id = await submitted();
    return async () => step('openReview', handed(id));
  },
  escalateReview: async () => {
    const id = await waiting();
    setClock(new Date('2020-02-27T01:00:00.000Z'));
    return async () => step('escalateReview', { applicationId: id, stage: 'officeAcceptance' });
  },
  awaitCorrection: async () => {
    const id = await decided(returned);
    return async () => step('awaitCorrection', { ...handed(id), dueAt: '2020-03-06T16:00:00.000Z' });
  },
  concludeApplication: async () => {
    const verdict: Verdict = { outcome: 'reject', reasonCode: 'resumed-too-late', note: '3 月 1 日复工' };
    const id = await decided(verdict);
    return async () => step('concludeApplication', { applicationId: id, conclusion: 'reject' });
  },
  createVenue: async () => {
    const body = { name: '示例商店', kind: 'shop', officeId: 'airport-north' };
    return () => api.ok('createVenue', admin, { body });
  },
  verifyCertificate: async () => {
    const venueToken = await api.poster();
    const { challenge, code } = await api.request(venueToken, demoNumber('other-places', 0, number));
    const { pass } = await api.ok('recordScan', undefined, { body: { challenge, code } });
    const { scanId } = await api.ok('verifyPass', gateOfficer, { body: { pass } });
    const certificate = {
      issuer: '示例镇人民政府',
      issuerLevel: 'township',
      division: '411481',
      issuedOn: '2020-02-20',
    };
    return () => api.ok('verifyCertificate', gateOfficer, { body: { scanId, certificate } });
  },
  savePolicyDraft: async () => () => savedPolicy(),
  proposePolicy: async () => {
    const policy = await savedPolicy();
    return () => api.ok('proposePolicy', bureau(1), policy(1));
  },
  withdrawProposal: async () => {
    const policy = await proposedPolicy();
    return () => api.ok('withdrawProposal', bureau(1), policy(2));
  },
  publishPolicy: async () => {
    const policy = await proposedPolicy();
    return () => api.ok('publishPolicy', bureau(2), policy(2));
  },
  downloadAttachment: async () => {
    const id = await submitted();
    const { attachmentId } = await api.attach(id);
    return () => api.ok('downloadAttachment', auditor, { params: { applicationId: id, attachmentId } });
  },
  openAuditExport: async () => {
    const body = { from: '2020-02-01', to: '2020-02-29', purpose: '示例：季度核查' };
    return () => api.ok('openAuditExport', auditor, { body });
  },
};

/** The trail by record, each chain in its order. */
async function chains(): Promise<Map<string, AuditEvent[]>> {
  const events = (await api.tables.itemsOf('audit')).map((item) => auditEventSchema.parse(item));
  return Map.groupBy(events, ({ entity }) => entity);
}

/** The rows that keep a head, by the record they are. */
async function heads(): Promise<Map<string, AuditHead>> {
  const tables = ['subsidies', 'itinerary', 'notices'] as const;
  const rows = (await Promise.all(tables.map((table) => api.tables.itemsOf(table)))).flat();
  const entityOf = ({ pk, sk }: Record<string, unknown>) =>
    String(pk).startsWith('SUBSCRIBERS#')
      ? `NOTICE-SETTINGS#${String(pk).slice('SUBSCRIBERS#'.length)}|${String(sk)}`
      : String(pk);
  return new Map(rows.flatMap((row) => (row['audit'] ? [[entityOf(row), row['audit'] as AuditHead]] : [])));
}

const changing = [...operationIds.filter((id) => operation(id).mutates), ...stepIds];

describe('Every state change', () => {
  it.each(changing.filter((id) => withoutEvent[id] === undefined))(
    '%s leaves exactly one event, named after it, at the end of an unbroken chain whose head its record keeps',
    async (id) => {
      const act = await acts[id]?.();
      expect(act, `${id} is new: add it here, or say why it leaves no event`).toBeDefined();
      const before = await chains();
      await act?.();
      const after = await chains();
      const added = [...after.values()].flat().length - [...before.values()].flat().length;
      expect(added).toBe(1);
      const [changed] = [...after.values()].filter(
        (chain) => chain.length !== (before.get(chain[0]?.entity ?? '')?.length ?? 0),
      );
      expect(changed?.at(-1)?.action).toBe(id);
      expect(chainOf((changed ?? []).map(({ seq, prevHash, hash, ...entry }) => entry))).toEqual(changed);
    },
    60_000,
  );

  it('is known to the record itself: all heads in rows are the ends of their chains', async () => {
    const trail = await chains();
    const kept = await heads();
    expect(kept.size).toBeGreaterThan(8);
    for (const [entity, { seq, hash }] of kept) {
      const chain = trail.get(entity) ?? [];
      expect([entity, chain.at(-1)?.seq, chain.at(-1)?.hash]).toEqual([entity, seq, hash]);
      expect(chain.map((event) => event.seq)).toEqual(chain.map((_, index) => index + 1));
    }
    // A record whose row keeps no head has one event and never another.
    for (const [entity, chain] of trail)
      if (!kept.has(entity)) expect([entity, chain.length]).toEqual([entity, 1]);
  });
});
