import type { ResponseOf } from '../../contract/routes.ts';
import { DomainError, type FieldProblem } from '../../domain/errors.ts';
import type { Actor } from '../../domain/identity.ts';
import { claimReview, decideReview as decide } from '../../domain/subsidies/changes.ts';
import { followUp } from '../../domain/subsidies/deadlines.ts';
import { evidencePath } from '../../domain/subsidies/evidence.ts';
import type { Policy } from '../../domain/subsidies/policy.ts';
import type { Verdict } from '../../domain/subsidies/review.ts';
import { applicationEvent } from '../adapters/application-event.ts';
import type { Applications } from '../adapters/applications.ts';
import { deciderGuard, type Hold } from '../adapters/decider-guard.ts';
import { answered, earlierAnswer } from '../adapters/idempotency.ts';
import type { Policies } from '../adapters/policies.ts';
import { settlementOf } from '../adapters/settlement.ts';
import type { RequestKey } from '../http.ts';
import type { AssertEvidenceUnchanged } from './unchanged-evidence.ts';

/** A verdict of an officer on one review, as a request brings it. */
export interface Taking {
  applicationId: string;
  /** The version the officer saw. */
  version: number;
  verdict: Verdict;
  actor: Actor;
  request: RequestKey;
  now: Date;
}

/**
 * Takes one decision: one transaction for it, the settled token and its event; the relay tells the workflow.
 * @param hold whether the officer has to hold the review, as for one decision, or takes what nobody holds in the same
 *   write, as for many at once
 * @returns the decision, also when this very request took it before
 */
export async function takeDecision(
  applications: Applications,
  policies: Policies,
  assertEvidenceUnchanged: AssertEvidenceUnchanged,
  hold: Hold,
  { applicationId, version, verdict, actor, request, now }: Taking,
): Promise<ResponseOf<'decideReview'>> {
  const before = await applications.read(applicationId);
  const earlier = earlierAnswer<ResponseOf<'decideReview'>>(before.answered, request);
  if (earlier) return earlier;
  // A note for many is none for one: what is flagged is looked at by itself.
  if (hold !== 'held' && verdict.outcome === 'approve' && before.openFlags)
    throw new DomainError('flag-not-cleared');
  const open = hold === 'held' ? before : claimReview(before, actor, now);
  const { after, decision } = decide(open, verdict, actor, now);
  if (before.version !== version) throw new DomainError('version-changed');
  const policy = await policies.of(before.policyId, before.policyVersion);
  const corrections = correctionsOf(verdict, policy);
  if (verdict.outcome === 'approve') await assertEvidenceUnchanged(before);
  const { stage, outcome, visit, at } = decision;
  const response = { applicationId, version: before.version + 1, stage, outcome, decidedAt: at };
  const action = hold === 'held' ? 'decideReview' : 'decideReviews';
  await applications.change({
    before,
    after: {
      ...after,
      corrections,
      ...settlementOf(before, { outcome, ...followUp(policy, after, decision) }),
      answered: [...before.answered, answered(request, response)],
    },
    entry: applicationEvent(before, after, actor, action, at, { stage, outcome, visit }),
    guard: deciderGuard(before, actor, at, hold, outcome !== 'approve' || decision.note !== undefined),
  });
  return response;
}

/** The marked fields of a return; each has to be one of the policy's questions or pieces of evidence. */
function correctionsOf(verdict: Verdict, policy: Policy) {
  if (verdict.outcome !== 'return') return [];
  const known = new Set([
    ...policy.fields.map((field) => field.id),
    ...policy.evidence.map((piece) => evidencePath(piece.id)),
  ]);
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
