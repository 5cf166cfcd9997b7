import type { applicationOperations } from '../../contract/applications.ts';
import { isOpen } from '../../domain/subsidies/policy.ts';
import type { Policies } from '../adapters/policies.ts';
import type { Implementation } from '../http.ts';

export function getPolicy(policies: Policies): Implementation<typeof applicationOperations.getPolicy> {
  return async ({ params, now }) => {
    const policy = await policies.of(params.policyId);
    return { ...policy, open: isOpen(policy, now) };
  };
}
