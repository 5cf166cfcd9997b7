import type { applicationOperations } from '../../contract/applications.ts';
import { formatReceiptCode } from '../../domain/subsidies/receipt-code.ts';
import type { Applications } from '../adapters/applications.ts';
import type { Policies } from '../adapters/policies.ts';
import type { Implementation } from '../http.ts';

/** Stage and expected day for whoever holds the receipt code; nothing of the enterprise. */
export function trackApplication(
  applications: Applications,
  policies: Policies,
): Implementation<typeof applicationOperations.trackApplication> {
  return async ({ params }) => {
    const { applicationId, status, submittedAt, waiting, policyId, policyVersion } = await applications.read(
      params.applicationId,
    );
    return {
      receiptCode: formatReceiptCode(applicationId),
      policyTitle: (await policies.of(policyId, policyVersion)).title,
      status,
      submittedAt,
      ...(waiting ? { stage: waiting.stage, dueAt: waiting.dueAt } : {}),
    };
  };
}
