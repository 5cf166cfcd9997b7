import type { applicationOperations } from '../../contract/applications.ts';
import { enterpriseOf } from '../../domain/enterprises/enterprise.ts';
import { amountOf } from '../../domain/subsidies/amount.ts';
import { assessEligibility, overallResult } from '../../domain/subsidies/eligibility.ts';
import type { Policies } from '../adapters/policies.ts';
import type { Profiles } from '../adapters/profiles.ts';
import type { Implementation } from '../http.ts';

/** Looks at every clause with the answers given so far; stores nothing. */
export function checkEligibility(
  policies: Policies,
  profiles: Profiles,
): Implementation<typeof applicationOperations.checkEligibility> {
  return async ({ params, body, actor }) => {
    const policy = await policies.of(params.policyId);
    const enterprise = enterpriseOf(actor);
    const profile = await profiles.read(enterprise.uscc);
    const findings = assessEligibility(policy, body.answers, enterprise, profile?.facts);
    return {
      policyId: policy.id,
      policyVersion: policy.version,
      result: overallResult(findings),
      findings,
      amountFen: amountOf(policy, body.answers),
    };
  };
}
