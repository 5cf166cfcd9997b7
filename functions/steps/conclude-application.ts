import { isClosed } from '../../domain/subsidies/application.ts';
import { conclude } from '../../domain/subsidies/changes.ts';
import { toInstant } from '../../domain/time.ts';
import { applicationEvent } from '../adapters/application-event.ts';
import type { Applications } from '../adapters/applications.ts';
import type { Policies } from '../adapters/policies.ts';
import type { StepImplementation } from '../step.ts';
import { checkClauses } from './check-clauses.ts';

/**
 * Closes the application as its reviews decided, its clauses looked at once more before an approval; a lapsed one frees its claim. Closed already (called again, or withdrawn
 * meanwhile), it stays as it is.
 */
export function concludeApplication(
  applications: Applications,
  policies: Policies,
): StepImplementation<'concludeApplication'> {
  return async ({ applicationId, conclusion }, now) => {
    const before = await applications.read(applicationId);
    if (isClosed(before.status)) return { status: before.status };
    const policy = await policies.of(before.policyId, before.policyVersion);
    const check =
      conclusion === 'approve' ? await checkClauses(applications, policy, applicationId) : undefined;
    const after = { ...conclude(before, conclusion, policy, check), taskToken: undefined };
    const entry = applicationEvent(before, after, 'workflow', 'concludeApplication', toInstant(now), {
      conclusion,
      ...(check ? { result: check.result, failed: check.failed.join(' ') } : {}),
    });
    await applications.change({ before, after, entry, releaseClaim: after.status === 'withdrawn' });
    return { status: after.status };
  };
}
