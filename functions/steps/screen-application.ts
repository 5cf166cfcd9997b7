import { DomainError } from '../../domain/errors.ts';
import { onwardFrom } from '../../domain/subsidies/deadlines.ts';
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
    const form = forms.at(-1);
    if (!form) throw new DomainError('application-not-found');
    const { dueAt, wakeAt } = onwardFrom(application, policy, toInstant(now));
    return { result: overallResult(form.findings), dueAt, wakeAt };
  };
}
