import { DomainError } from '../../errors.ts';
import type { Policy } from '../policy.ts';
import charteredBus from './chartered-bus.json' with { type: 'json' };
import dormitory from './dormitory.json' with { type: 'json' };
import fullProduction from './full-production.json' with { type: 'json' };
import loanInterest from './loan-interest.json' with { type: 'json' };
import newWorkers from './new-workers.json' with { type: 'json' };
import projectRestart from './project-restart.json' with { type: 'json' };
import protectiveSupplies from './protective-supplies.json' with { type: 'json' };
import rentRelief from './rent-relief.json' with { type: 'json' };
import resumptionAward from './resumption-award.json' with { type: 'json' };
import stableJobs from './stable-jobs.json' with { type: 'json' };

/** Every published version of every policy that ships. A test holds them against their schema, no cold start does. */
export const publishedPolicies = [
  resumptionAward,
  charteredBus,
  rentRelief,
  loanInterest,
  protectiveSupplies,
  stableJobs,
  newWorkers,
  projectRestart,
  fullProduction,
  dormitory,
] as readonly Policy[];

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
