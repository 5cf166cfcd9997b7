import type { Policies } from '../adapters/policies.ts';
import type { StoredApplication } from '../adapters/subsidies-items.ts';

/** An application as an officer's own lists show it. */
export async function listedReviewOf(application: StoredApplication, policies: Policies) {
  const { applicationId, enterprise, policyId, policyVersion, amountFen, status } = application;
  const policyTitle = (await policies.of(policyId, policyVersion)).title;
  return { applicationId, enterpriseName: enterprise.name, policyId, policyTitle, amountFen, status };
}
