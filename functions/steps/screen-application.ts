import { DomainError } from '../../domain/errors.ts';
import { deadlineOf } from '../../domain/subsidies/changes.ts';
import { overallResult } from '../../domain/subsidies/eligibility.ts';
import { toInstant } from '../../domain/time.ts';
import type { Applications } from '../adapters/applications.ts';
import type { Policies } from '../adapters/policies.ts';
import type { StepImplementation } from '../step.ts';

/**
 * The automatic check (自动核验): the findings recorded with the answers, as one result, and the deadline of the first
 * stage. Whatever it finds, people decide.
 */
export function screenApplication(
  applications: Applications,
  policies: Policies,
): StepImplementation<'screenApplication'> {
  return async ({ applicationId }, now) => {
    const { application, forms } = await applications.readFile(applicationId);
    const policy = await policies.of(application.policyId, application.policyVersion);
    const [first] = policy.chain;
    const form = forms.at(-1);
    if (!first || !form) throw new DomainError('application-not-found');
    return { result: overallResult(form.findings), dueAt: deadlineOf(policy, first.stage, toInstant(now)) };
  };
}
