import type { ClauseCheck } from '../../domain/subsidies/clause-check.ts';
import { assessEligibility, checkOf } from '../../domain/subsidies/eligibility.ts';
import type { Policy } from '../../domain/subsidies/policy.ts';
import type { Applications } from '../adapters/applications.ts';

/** Looks at every clause anew (条件复核): of the version an application is pinned to, with the answers in force. */
export async function checkClauses(
  applications: Applications,
  policy: Policy,
  applicationId: string,
): Promise<ClauseCheck> {
  const { application, forms } = await applications.readFile(applicationId);
  const form = forms.at(-1);
  if (!form) throw new RangeError('an application has at least one form');
  return checkOf(assessEligibility(policy, form.answers, application.enterprise, form.profile?.facts));
}
