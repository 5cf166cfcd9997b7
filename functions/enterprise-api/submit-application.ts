import type { applicationOperations } from '../../contract/applications.ts';
import { check } from '../../contract/fields.ts';
import { EMPTY_CHAIN } from '../../domain/audit.ts';
import { enterpriseOf } from '../../domain/enterprises/enterprise.ts';
import { DomainError } from '../../domain/errors.ts';
import { payableAmount } from '../../domain/subsidies/amount.ts';
import { type Answers, assertNotInFuture, completeAnswersSchema } from '../../domain/subsidies/answers.ts';
import { arrivedOf, assertEvidenceComplete, livingUploads } from '../../domain/subsidies/attachment.ts';
import { deadlineOf } from '../../domain/subsidies/deadlines.ts';
import { assessEligibility } from '../../domain/subsidies/eligibility.ts';
import { flagsOf } from '../../domain/subsidies/flags.ts';
import { confirms, offerOf } from '../../domain/subsidies/offers.ts';
import { isOpen } from '../../domain/subsidies/policy.ts';
import { formatReceiptCode, newReceiptCode } from '../../domain/subsidies/receipt-code.ts';
import { toInstant } from '../../domain/time.ts';
import type { Applications } from '../adapters/applications.ts';
import { evidenceDetail } from '../adapters/evidence.ts';
import { answered, earlierAnswer } from '../adapters/idempotency.ts';
import type { Policies } from '../adapters/policies.ts';
import type { Profiles } from '../adapters/profiles.ts';
import type { SharedDetails } from '../adapters/shared-details.ts';
import type { StoredApplication } from '../adapters/subsidies-items.ts';
import type { Uploads } from '../adapters/uploads.ts';
import type { Implementation } from '../http.ts';
import { frozenProfile } from './frozen-profile.ts';

type Submit = Implementation<typeof applicationOperations.submitApplication>;
type Receipt = Awaited<ReturnType<Submit>>;

/**
 * Takes in an application: one transaction for the application, its answers, its claim and its event. A failed clause
 * or a flag does not refuse it; people decide. What the transaction remembers of the request gives a repeat the same receipt.
 */
export function submitApplication(
  applications: Applications,
  policies: Policies,
  profiles: Profiles,
  shared: SharedDetails,
  uploads: Uploads,
  randomBytes: (count: number) => Uint8Array,
): Submit {
  return async ({ body, actor, request, now }) => {
    const enterprise = enterpriseOf(actor);
    if (body.uscc !== enterprise.uscc) throw new DomainError('not-your-application');
    const policy = await policies.of(body.policyId);
    const repeated = await applications.earlierSubmission(enterprise.uscc, request);
    const earlier = repeated && earlierAnswer<Receipt>([repeated], request);
    if (earlier) return earlier;
    if (!isOpen(policy, now)) throw new DomainError('window-closed');
    const answers = check(completeAnswersSchema(policy), body.answers, 'answers') as Answers;
    assertNotInFuture(policy, answers, now);
    const profile = await frozenProfile(profiles, enterprise.uscc);
    const uploaded = await uploads.read(enterprise.uscc, policy.id);
    const attachments = arrivedOf(livingUploads(uploaded.uploads, now));
    assertEvidenceComplete(policy, attachments);

    if (body.source === 'offer') {
      const offer = offerOf(policy, enterprise, profile.facts);
      if (!offer || !confirms(offer, policy, answers)) throw new DomainError('offer-changed');
    }
    const amountFen = payableAmount(policy, answers);
    const applicationId = newReceiptCode(randomBytes);
    const { id: policyId, period } = policy;
    const common = await shared.of({ applicationId, policyId, period, enterprise }, { profile, attachments });
    const flags = flagsOf(enterprise.uscc, policy, amountFen, common);
    const flagged = flags.length > 0;

    const at = toInstant(now);
    const application: StoredApplication = {
      applicationId,
      status: 'submitted',
      version: 1,
      enterprise,
      policyId: policy.id,
      policyVersion: policy.version,
      period: policy.period,
      amountFen,
      revision: 1,
      ...(body.source ? { source: body.source } : {}),
      submittedAt: at,
      updatedAt: at,
      decisions: [],
      ...(flagged ? { openFlags: flags } : {}),
      corrected: [],
      audit: EMPTY_CHAIN,
      corrections: [],
      answered: [],
    };
    const [first] = policy.chain;
    if (!first) throw new RangeError('a policy has at least one stage');
    const receipt: Receipt = {
      applicationId,
      receiptCode: formatReceiptCode(applicationId),
      policyId: policy.id,
      amountFen: application.amountFen,
      submittedAt: at,
      nextStage: first.stage,
      dueAt: deadlineOf(policy, first.stage, at),
    };
    const findings = assessEligibility(policy, answers, enterprise, profile.facts);
    const form = { revision: 1, answers, attachments, findings, profile, ...(flagged ? { flags } : {}), at };
    const entry = {
      entity: `APPLICATION#${applicationId}`,
      at,
      by: actor.sub,
      byRole: actor.role,
      action: 'submitApplication',
      to: 'submitted',
      ...(attachments.length > 0 ? { detail: evidenceDetail(attachments) } : {}),
    };
    const meanwhile = await applications.create({
      application,
      form,
      entry,
      request,
      answered: answered(request, receipt),
      uploads: uploaded,
    });
    return (meanwhile && earlierAnswer<Receipt>([meanwhile], request)) ?? receipt;
  };
}
