import type { applicationOperations } from '../../contract/applications.ts';
import { policyOf } from '../../domain/subsidies/policies/catalogue.ts';
import { isOpen } from '../../domain/subsidies/policy.ts';
import type { Implementation } from '../http.ts';

export function getPolicy(): Implementation<typeof applicationOperations.getPolicy> {
  return async ({ params, now }) => {
    const policy = policyOf(params.policyId);
    return { ...policy, open: isOpen(policy, now) };
  };
}
