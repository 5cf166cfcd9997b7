import { DomainError } from '../../errors.ts';
import { type Policy, policySchema } from '../policy.ts';
import charteredBus from './chartered-bus.json' with { type: 'json' };
import resumptionAward from './resumption-award.json' with { type: 'json' };

/** Every published version of every policy that ships, checked when it is loaded. */
export const publishedPolicies: readonly Policy[] = [resumptionAward, charteredBus].map((data) =>
  policySchema.parse(data),
);

/** The newest published version of each policy, in the order of publication. */
export const currentPolicies: readonly Policy[] = publishedPolicies.filter((policy) =>
  publishedPolicies.every((other) => other.id !== policy.id || other.version <= policy.version),
);

/**
 * A policy in its newest version, or in the version an application is pinned to.
 * @throws DomainError `policy-not-found`
 */
export function policyOf(id: string, version?: number): Policy {
  const found =
    version === undefined
      ? currentPolicies.find((policy) => policy.id === id)
      : publishedPolicies.find((policy) => policy.id === id && policy.version === version);
  if (!found) throw new DomainError('policy-not-found');
  return found;
}
