import type { applicationOperations } from '../../contract/applications.ts';
import { isOpen } from '../../domain/subsidies/policy.ts';
import type { Policies } from '../adapters/policies.ts';
import type { Implementation } from '../http.ts';

export function listPolicies(policies: Policies): Implementation<typeof applicationOperations.listPolicies> {
  return async ({ now }) => ({
    policies: (await policies.current()).map(({ policy }) => ({ ...policy, open: isOpen(policy, now) })),
  });
}
