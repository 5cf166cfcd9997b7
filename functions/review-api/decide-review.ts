import type { reviewOperations } from '../../contract/reviews.ts';
import { DomainError, type FieldProblem } from '../../domain/errors.ts';
import { decideReview as decide } from '../../domain/subsidies/changes.ts';
import { followUp } from '../../domain/subsidies/deadlines.ts';
import type { Policy } from '../../domain/subsidies/policy.ts';
import type { Verdict } from '../../domain/subsidies/review.ts';
import { applicationEvent } from '../adapters/application-event.ts';
import type { Applications } from '../adapters/applications.ts';
import { answered, earlierAnswer } from '../adapters/idempotency.ts';
import type { Policies } from '../adapters/policies.ts';
import { settlementOf } from '../adapters/settlement.ts';
import type { Implementation } from '../http.ts';

type Decide = Implementation<typeof reviewOperations.decideReview>;

/** Takes a decision: one transaction for it, the settled token and its event; the relay tells the workflow. */
export function decideReview(applications: Applications, policies: Policies): Decide {
  return async ({ params, body, actor, request, now }) => {
    const before = await applications.read(params.applicationId);
    const earlier = earlierAnswer<Awaited<ReturnType<Decide>>>(before.answered, request);
    if (earlier) return earlier;
    const { after, decision } = decide(before, body.verdict, actor, now);
    if (before.version !== body.version) throw new DomainError('version-changed');
    const policy = await policies.of(before.policyId, before.policyVersion);
    const corrections = correctionsOf(body.verdict, policy);
    const { stage, outcome, at } = decision;
    const response = {
      applicationId: before.applicationId,
      version: before.version + 1,
      stage,
      outcome,
      decidedAt: at,
    };
    await applications.change({
      before,
      after: {
        ...after,
        corrections,
        ...settlementOf(before, { outcome, ...followUp(policy, after, decision) }),
        answered: [...before.answered, answered(request, response)],
      },
      entry: applicationEvent(before, after, actor, 'decideReview', at, {
        stage,
        outcome,
        visit: decision.visit,
      }),
      decidedBy: actor,
    });
    return response;
  };
}

/** The marked fields of a return; each has to be one of the policy's questions. */
function correctionsOf(verdict: Verdict, policy: Policy) {
  if (verdict.outcome !== 'return') return [];
  const known = new Set(policy.fields.map((field) => field.id));
  const unknown = verdict.corrections.flatMap(({ field }, index): FieldProblem[] =>
    known.has(field)
      ? []
      : [
          {
            path: `verdict.corrections.${index}.field`,
            reason: 'not-an-option',
            expected: [...known].join(', '),
          },
        ],
  );
  if (unknown.length > 0) throw new DomainError('invalid-input', unknown);
  return verdict.corrections;
}
