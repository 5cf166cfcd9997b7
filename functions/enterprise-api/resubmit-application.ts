import type { applicationOperations } from '../../contract/applications.ts';
import { check } from '../../contract/fields.ts';
import { enterpriseOf } from '../../domain/enterprises/enterprise.ts';
import { DomainError } from '../../domain/errors.ts';
import { payableAmount } from '../../domain/subsidies/amount.ts';
import { type Answers, assertNotInFuture, completeAnswersSchema } from '../../domain/subsidies/answers.ts';
import {
  arrivedOf,
  assertEvidenceComplete,
  changedEvidence,
  correctedAttachments,
  livingUploads,
} from '../../domain/subsidies/attachment.ts';
import { assertOnlyMarkedChanged, changedFields, resubmit } from '../../domain/subsidies/changes.ts';
import { onwardFrom } from '../../domain/subsidies/deadlines.ts';
import { assessEligibility } from '../../domain/subsidies/eligibility.ts';
import { flagsOf, openAfterCorrection } from '../../domain/subsidies/flags.ts';
import { formatReceiptCode } from '../../domain/subsidies/receipt-code.ts';
import { toInstant } from '../../domain/time.ts';
import { applicationEvent } from '../adapters/application-event.ts';
import type { Applications } from '../adapters/applications.ts';
import { evidenceDetail } from '../adapters/evidence.ts';
import { answered, earlierAnswer } from '../adapters/idempotency.ts';
import type { Policies } from '../adapters/policies.ts';
import type { Profiles } from '../adapters/profiles.ts';
import { settlementOf } from '../adapters/settlement.ts';
import type { SharedDetails } from '../adapters/shared-details.ts';
import type { Uploads } from '../adapters/uploads.ts';
import type { Implementation } from '../http.ts';
import { frozenProfile } from './frozen-profile.ts';
import { assertOwn } from './own-application.ts';

type Resubmit = Implementation<typeof applicationOperations.resubmitApplication>;

/** Takes the corrected answers as the next revision; the first stage that is not finished for it goes on. */
export function resubmitApplication(
  applications: Applications,
  policies: Policies,
  profiles: Profiles,
  shared: SharedDetails,
  uploads: Uploads,
): Resubmit {
  return async ({ params, body, actor, request, now }) => {
    const enterprise = enterpriseOf(actor);
    const { application: before, forms } = await applications.readFile(params.applicationId);
    assertOwn(before, enterprise);
    const earlier = earlierAnswer<Awaited<ReturnType<Resubmit>>>(before.answered, request);
    if (earlier) return earlier;
    if (before.waiting?.kind !== 'correction') throw new DomainError('state-not-allowed');
    if (before.version !== body.version) throw new DomainError('version-changed');
    const policy = await policies.of(before.policyId, before.policyVersion);
    const answers = check(completeAnswersSchema(policy), body.answers, 'answers') as Answers;
    assertNotInFuture(policy, answers, now);
    const { answers: answersBefore = {}, attachments: attachmentsBefore = [] } = forms.at(-1) ?? {};
    assertOnlyMarkedChanged(answersBefore, answers, before.corrections);
    const profile = await frozenProfile(profiles, enterprise.uscc);
    const uploaded = await uploads.read(enterprise.uscc, policy.id);
    const attachments = correctedAttachments(
      attachmentsBefore,
      arrivedOf(livingUploads(uploaded.uploads, now)),
      body.attachments ?? attachmentsBefore.map(({ attachmentId }) => attachmentId),
      before.corrections,
    );
    assertEvidenceComplete(policy, attachments);

    const at = toInstant(now);
    const fields = [
      ...changedFields(answersBefore, answers),
      ...changedEvidence(attachmentsBefore, attachments),
    ];
    const changed = resubmit(before, payableAmount(policy, answers), fields, now);
    const common = await shared.of(before, { profile, attachments });
    const flags = flagsOf(enterprise.uscc, policy, changed.amountFen, common);
    const { openFlags = [] } = before;
    const open = openAfterCorrection({ flags: forms.at(-1)?.flags ?? [], open: openFlags }, flags);
    const onward = onwardFrom(changed, policy, at);
    if (onward.next === 'conclusion') throw new RangeError('the stage that asked sees the correction');
    const response = {
      applicationId: before.applicationId,
      receiptCode: formatReceiptCode(before.applicationId),
      policyId: policy.id,
      amountFen: changed.amountFen,
      submittedAt: at,
      nextStage: onward.next,
      dueAt: onward.dueAt,
      version: before.version + 1,
      revision: changed.revision,
    };
    await applications.change({
      before,
      after: {
        ...changed,
        corrections: [],
        openFlags: open.length > 0 ? open : undefined,
        ...settlementOf(before, { outcome: 'resubmit', ...onward }),
        answered: [...before.answered, answered(request, response)],
      },
      entry: applicationEvent(before, changed, actor, 'resubmitApplication', at, {
        revision: changed.revision,
        ...evidenceDetail(attachments),
      }),
      form: {
        revision: changed.revision,
        answers,
        attachments,
        findings: assessEligibility(policy, answers, enterprise, profile.facts),
        profile,
        ...(flags.length > 0 ? { flags } : {}),
        at,
      },
      uploads: uploaded,
    });
    return response;
  };
}
