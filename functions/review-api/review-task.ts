import type { ResponseOf } from '../../contract/routes.ts';
import { claimHolds } from '../../domain/subsidies/application.ts';
import type { Policies } from '../adapters/policies.ts';
import type { StoredApplication } from '../adapters/subsidies-items.ts';

type ReviewTask = ResponseOf<'listReviewTasks'>['tasks'][number];

/** An application that waits for a review, as lists show it; a claim that has run out is none. */
export async function reviewTaskOf(
  application: StoredApplication,
  policies: Policies,
  now: Date,
): Promise<ReviewTask | undefined> {
  const { waiting, enterprise } = application;
  if (!waiting) return undefined;
  const { claim, ...review } = waiting;
  const policy = await policies.of(application.policyId, application.policyVersion);
  return {
    ...application,
    ...review,
    enterpriseName: enterprise.name,
    uscc: enterprise.uscc,
    officeId: enterprise.officeId,
    policyTitle: policy.title,
    overdue: review.escalations > 0 || Date.parse(review.dueAt) < now.getTime(),
    ...(application.appeal ? { appealedAt: application.appeal.at } : {}),
    ...(claimHolds(waiting, now) ? { claim } : {}),
  };
}
