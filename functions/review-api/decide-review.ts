import type { reviewOperations } from '../../contract/reviews.ts';
import type { Applications } from '../adapters/applications.ts';
import type { Policies } from '../adapters/policies.ts';
import type { Implementation } from '../http.ts';
import { takeDecision } from './take-decision.ts';
import type { AssertEvidenceUnchanged } from './unchanged-evidence.ts';

/** Takes the decision of a review that the officer holds. */
export function decideReview(
  applications: Applications,
  policies: Policies,
  assertEvidenceUnchanged: AssertEvidenceUnchanged,
): Implementation<typeof reviewOperations.decideReview> {
  return ({ params, body, actor, request, now }) =>
    takeDecision(applications, policies, assertEvidenceUnchanged, 'held', {
      ...params,
      ...body,
      actor,
      request,
      now,
    });
}
