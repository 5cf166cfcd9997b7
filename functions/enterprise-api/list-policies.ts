import type { applicationOperations } from '../../contract/applications.ts';
import { isOpen, type Policy } from '../../domain/subsidies/policy.ts';
import type { Implementation } from '../http.ts';

/** @param policies the newest published version of each policy */
export function listPolicies(
  policies: readonly Policy[],
): Implementation<typeof applicationOperations.listPolicies> {
  return async ({ now }) => ({
    policies: policies.map((policy) => ({ ...policy, open: isOpen(policy, now) })),
  });
}
