import { openReview as open } from '../../domain/subsidies/changes.ts';
import type { Applications } from '../adapters/applications.ts';
import type { Policies } from '../adapters/policies.ts';
import type { StepImplementation } from '../step.ts';
import { checkClauses } from './check-clauses.ts';
import { handOverToken } from './hand-over-token.ts';

/** Puts the application into the stage's queue, its clauses looked at anew; the workflow waits for its decision. */
export function openReview(applications: Applications, policies: Policies): StepImplementation<'openReview'> {
  return (input, now) =>
    handOverToken(applications, policies, 'openReview', 'review', input, now, async (before, policy) => {
      // Opened again under another token, a visit keeps what was found when it was opened.
      const check = before.waiting
        ? undefined
        : await checkClauses(applications, policy, before.applicationId);
      return open(before, input.stage, input.dueAt, now, check);
    });
}
