import { DomainError, invalidField } from '../errors.ts';
import type { Actor } from '../identity.ts';
import { toInstant } from '../time.ts';
import { type Application, nextStatus } from './application.ts';
import { assertMay, claimFor, heldReview } from './changes.ts';
import type { ConflictReason } from './conflict.ts';
import { stages } from './review.ts';

/**
 * What an officer does with a review besides deciding it: hands it to a colleague, or steps back from it. Pure, as in
 * `changes.ts`.
 */

/**
 * Hands a held review over (移交) to a colleague, whose hold of 30 minutes begins.
 * @throws DomainError as `decideReview` for who holds it; `colleague-may-not-review` where the colleague may not decide it
 */
export function handOverReview<A extends Application>(
  application: A,
  colleague: Actor,
  actor: Actor,
  now: Date,
): A {
  const waiting = heldReview('handOverReview', application, actor, now);
  if (colleague.sub === actor.sub) throw invalidField('to', 'not-an-option');
  if (!mayTakeOver(application, colleague)) throw new DomainError('colleague-may-not-review');
  const claim = { ...claimFor(colleague, now), from: actor.sub, fromName: actor.name };
  return {
    ...application,
    status: nextStatus(application.status, 'handOverReview'),
    waiting: { ...waiting, claim },
  };
}

/** Whether an officer might decide the review that is open, by the very rule that deciding follows. */
export function mayTakeOver(application: Application, officer: Actor): boolean {
  if (application.waiting?.kind !== 'review') return false;
  try {
    assertMay(officer, application, application.waiting);
    return true;
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  }
}

/**
 * Declares a conflict of interest: from now on this officer decides nothing on the application, and what he holds of it
 * is free again. An office declares on applications of its own area.
 * @throws DomainError `outside-your-area`, `state-not-allowed` once the application is closed
 */
export function declareConflict<A extends Application>(
  application: A,
  reasonCode: ConflictReason,
  actor: Actor,
  now: Date,
): A {
  const { waiting, conflicts = [], enterprise } = application;
  const ownAreaOnly = Object.values(stages).some((stage) => stage.role === actor.role && stage.ownAreaOnly);
  if (ownAreaOnly && actor.officeId !== enterprise.officeId) throw new DomainError('outside-your-area');
  const conflict = { by: actor.sub, byName: actor.name, reasonCode, at: toInstant(now) };
  return {
    ...application,
    status: nextStatus(application.status, 'declareConflict'),
    conflicts: [...conflicts, conflict],
    waiting: waiting?.claim?.by === actor.sub ? { ...waiting, claim: undefined } : waiting,
  };
}
