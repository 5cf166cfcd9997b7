import type { reviewOperations } from '../../contract/reviews.ts';
import { DomainError, type ProblemCode } from '../../domain/errors.ts';
import type { Actor } from '../../domain/identity.ts';
import { claimReview } from '../../domain/subsidies/changes.ts';
import { timelineOf } from '../../domain/subsidies/timeline.ts';
import type { Applications } from '../adapters/applications.ts';
import type { Policies } from '../adapters/policies.ts';
import type { StoredApplication } from '../adapters/subsidies-items.ts';
import type { Implementation } from '../http.ts';

/** An application as its reviewers see it, with the answers before the last correction to compare. */
export function getReview(
  applications: Applications,
  policies: Policies,
): Implementation<typeof reviewOperations.getReview> {
  return async ({ params, actor, now }) => {
    const { application, forms } = await applications.readFile(params.applicationId);
    if (actor.role === 'office' && actor.officeId !== application.enterprise.officeId)
      throw new DomainError('outside-your-area');
    const form = forms.at(-1);
    if (!form) throw new RangeError('an application has at least one form');
    const previous = forms.at(-2);
    const blockedBy = whyNot(application, actor, now);
    return {
      application,
      policy: await policies.of(application.policyId, application.policyVersion),
      answers: form.answers,
      ...(previous ? { previousAnswers: previous.answers } : {}),
      findings: form.findings,
      timeline: timelineOf(
        application,
        forms.map(({ at }) => at),
      ),
      ...(blockedBy ? { blockedBy } : {}),
    };
  };
}

/** What keeps this officer from claiming the review now, by the very rule that claiming follows. */
function whyNot(application: StoredApplication, actor: Actor, now: Date): ProblemCode | undefined {
  try {
    claimReview(application, actor, now);
    return undefined;
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}
