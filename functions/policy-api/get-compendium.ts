import type { policyOperations } from '../../contract/policies.ts';
import { isOpen } from '../../domain/subsidies/policy.ts';
import type { Policies } from '../adapters/policies.ts';
import type { Implementation } from '../http.ts';

/** Every policy in force, in full: what the compendium prints (政策汇编). */
export function getCompendium(policies: Policies): Implementation<typeof policyOperations.getCompendium> {
  return async ({ now }) => {
    const inForce = await policies.current();
    return { policies: inForce.map((one) => ({ ...one, open: isOpen(one.policy, now) })) };
  };
}
