import type { offerOperations } from '../../contract/offers.ts';
import { enterpriseOf } from '../../domain/enterprises/enterprise.ts';
import { offerOf } from '../../domain/subsidies/offers.ts';
import { isOpen, type Policy } from '../../domain/subsidies/policy.ts';
import type { Policies } from '../adapters/policies.ts';
import type { Profiles } from '../adapters/profiles.ts';
import type { SharedDetails } from '../adapters/shared-details.ts';
import type { Implementation } from '../http.ts';

/** What an enterprise qualifies for and has not applied for, computed when it looks: no list of offers can be out of date. */
export function listMyOffers(
  policies: Policies,
  profiles: Profiles,
  shared: SharedDetails,
): Implementation<typeof offerOperations.listMyOffers> {
  return async ({ actor, now }) => {
    const enterprise = enterpriseOf(actor);
    const profile = await profiles.read(enterprise.uscc);
    if (!profile || profile.missing.length > 0) return { offers: [] };
    const offered = async (policy: Policy) => {
      const offer = isOpen(policy, now) ? offerOf(policy, enterprise, profile.facts) : undefined;
      if (!offer || (await shared.applicationOf(enterprise.uscc, policy.id, policy.period))) return [];
      const { id: policyId, version: policyVersion, title, summary } = policy;
      return [{ policyId, policyVersion, title, summary, ...offer }];
    };
    const current = await policies.current();
    return { offers: (await Promise.all(current.map(({ policy }) => offered(policy)))).flat() };
  };
}
