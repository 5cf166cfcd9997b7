import { DomainError, type FieldProblem } from '../errors.ts';
import type { Actor } from '../identity.ts';
import { addMilliseconds, type Instant, toInstant } from '../time.ts';
import type { Answers } from './answers.ts';
import { type Application, claimHolds, nextStatus, nextVisit, type Waiting } from './application.ts';
import { onwardOf } from './chain.ts';
import type { ClauseCheck } from './clause-check.ts';
import { followUp } from './deadlines.ts';
import type { Policy } from './policy.ts';
import {
  allowsReviewEvent,
  assertMayReview,
  CLAIM_MINUTES,
  type Correction,
  type Decision,
  type ReviewEvent,
  type StageId,
  type Verdict,
} from './review.ts';

/**
 * What each operation and step makes of an application. Pure: the next state from the present one, or a DomainError.
 * Writing it is the adapter's, under the version that was read.
 */

/**
 * Opens a stage's review; opening the same visit again (a new token after an escalation) keeps who holds it.
 * @param check what the clauses come to now, which is kept with the visit
 * @throws DomainError `state-not-allowed` while another stage is open: only a decision closes a stage
 */
export function openReview<A extends Application>(
  application: A,
  stage: StageId,
  dueAt: Instant,
  now: Date,
  check?: ClauseCheck,
): A {
  const { waiting } = application;
  if (waiting && waiting.stage !== stage) throw new DomainError('state-not-allowed');
  const visit = nextVisit(application, stage);
  return {
    ...application,
    status: nextStatus(application.status, 'openReview'),
    waiting: waiting
      ? { ...waiting, dueAt }
      : {
          kind: 'review',
          stage,
          visit,
          openedAt: toInstant(now),
          dueAt,
          escalations: 0,
          ...(check ? { check } : {}),
        },
  };
}

/** Holds a review for an officer, or renews his hold. @throws DomainError as `assertMayReview`, and claimed by other */
export function claimReview<A extends Application>(application: A, actor: Actor, now: Date): A {
  const waiting = reviewFor('claimReview', application, now);
  assertMay(actor, application, waiting);
  if (claimHolds(waiting, now) && waiting.claim?.by !== actor.sub)
    throw new DomainError('review-claimed-by-other');
  // A hold that a colleague handed over stays so when it is renewed.
  const { from, fromName } = (claimHolds(waiting, now) && waiting.claim) || {};
  const claim = { ...claimFor(actor, now), ...(from ? { from, fromName } : {}) };
  return {
    ...application,
    status: nextStatus(application.status, 'claimReview'),
    waiting: { ...waiting, claim },
  };
}

/** An officer's hold that begins now. */
export function claimFor(officer: Pick<Actor, 'sub' | 'name'>, now: Date): NonNullable<Waiting['claim']> {
  const at = toInstant(now);
  return { by: officer.sub, byName: officer.name, at, until: addMilliseconds(at, CLAIM_MINUTES * 60_000) };
}

/** Gives a held review back to the queue. */
export function releaseReview<A extends Application>(application: A, actor: Actor, now: Date): A {
  const { claim, ...waiting } = heldReview('releaseReview', application, actor, now);
  return { ...application, status: nextStatus(application.status, 'releaseReview'), waiting };
}

/**
 * Takes the decision of the stage that is open, and closes it. An approval clears the flags that are open, by its note.
 * @throws DomainError as `assertMayReview`; `flag-not-cleared` for an approval of flags without a note
 */
export function decideReview<A extends Application>(
  application: A,
  verdict: Verdict,
  actor: Actor,
  now: Date,
): { after: A; decision: Decision } {
  const waiting = heldReview('decideReview', application, actor, now);
  const { openFlags } = application;
  const approves = verdict.outcome === 'approve';
  if (approves && openFlags && !verdict.note)
    throw new DomainError('flag-not-cleared', [{ path: 'verdict.note', reason: 'required' }]);
  const decision: Decision = {
    stage: waiting.stage,
    visit: waiting.visit,
    revision: application.revision,
    openedAt: waiting.openedAt,
    dueAt: waiting.dueAt,
    ...(waiting.check ? { check: waiting.check } : {}),
    ...(waiting.escalations > 0 ? { escalations: waiting.escalations } : {}),
    ...verdict,
    ...(approves && openFlags ? { cleared: openFlags.map(({ kind }) => kind) } : {}),
    by: actor.sub,
    byName: actor.name,
    byRole: actor.role,
    at: toInstant(now),
  };
  return {
    after: {
      ...application,
      status: nextStatus(application.status, 'decideReview'),
      waiting: undefined,
      openFlags: approves ? undefined : openFlags,
      decisions: [...application.decisions, decision],
    },
    decision,
  };
}

/** A deadline is near: whoever has to act is reminded, once a deadline; who holds the review keeps it. */
export function remind<A extends Application>(application: A, now: Date): A {
  const { waiting } = application;
  const status = nextStatus(application.status, 'remind');
  if (!waiting) throw new DomainError('state-not-allowed');
  return { ...application, status, waiting: { ...waiting, reminded: toInstant(now) } };
}

/** A missed deadline: the review stays open for all, with the next deadline. Nothing is decided. */
export function escalateReview<A extends Application>(application: A, dueAt: Instant, now: Date): A {
  const waiting = reviewFor('escalateReview', application, now);
  return {
    ...application,
    status: nextStatus(application.status, 'escalateReview'),
    waiting: {
      ...waiting,
      dueAt,
      escalations: waiting.escalations + 1,
      reminded: undefined,
      claim: undefined,
    },
  };
}

/** Hands a returned application to its enterprise until a deadline; done again with a new token, it changes nothing. */
export function awaitCorrection<A extends Application>(
  application: A,
  stage: StageId,
  dueAt: Instant,
  now: Date,
): A {
  return {
    ...application,
    status: nextStatus(application.status, 'awaitCorrection'),
    waiting: application.waiting ?? {
      kind: 'correction',
      stage,
      visit: nextVisit(application, stage) - 1,
      openedAt: toInstant(now),
      dueAt,
      escalations: 0,
    },
  };
}

/**
 * The corrected application, on its way back to the first stage that is not finished.
 * @param fields the questions whose answers the correction has changed
 * @throws DomainError `state-not-allowed` when nothing was returned, or its deadline has passed
 */
export function resubmit<A extends Application>(
  application: A,
  amountFen: number,
  fields: readonly string[],
  now: Date,
): A {
  const { waiting } = application;
  const status = nextStatus(application.status, 'resubmitApplication');
  if (waiting?.kind !== 'correction' || Date.parse(waiting.dueAt) <= now.getTime()) {
    throw new DomainError('state-not-allowed');
  }
  const revision = application.revision + 1;
  return {
    ...application,
    status,
    amountFen,
    revision,
    corrected: [...application.corrected, { revision, fields: [...fields] }],
    waiting: undefined,
  };
}

/** The questions whose answers differ, appeared or went. */
export function changedFields(before: Answers, after: Answers): string[] {
  return Object.keys({ ...before, ...after }).filter((field) => before[field] !== after[field]);
}

/**
 * Refuses a correction that touches what was not marked (退回补正: only the fields the officer named).
 * @throws DomainError `invalid-input` naming each such field
 */
export function assertOnlyMarkedChanged(
  before: Answers,
  after: Answers,
  marked: readonly Correction[],
): void {
  const open = new Set(marked.map((correction) => correction.field));
  const touched = changedFields(before, after).filter((field) => !open.has(field));
  if (touched.length > 0) {
    const fields: FieldProblem[] = touched.map((field) => ({
      path: `answers.${field}`,
      reason: 'not-marked-for-correction',
    }));
    throw new DomainError('invalid-input', fields);
  }
}

/**
 * Takes an application back, until the last decision is taken; an appeal taken back leaves the rejection as it was.
 * @throws DomainError `state-not-allowed` once nothing but the conclusion is ahead
 */
export function withdraw<A extends Application>(application: A, policy: Policy): A {
  const { status, waiting, decisions } = application;
  const last = decisions.at(-1);
  if (status === 'inReview' && !waiting && last && followUp(policy, application, last).next === 'conclusion')
    throw new DomainError('state-not-allowed');
  return {
    ...application,
    status: nextStatus(application.status, application.appeal ? 'withdrawAppeal' : 'withdrawApplication'),
    waiting: undefined,
  };
}

/**
 * Closes an application as its reviews decided, or as lapsed when the correction never came.
 * @throws DomainError `state-not-allowed` where the decisions on record do not say so: approval takes every stage that the
 *   policy has for this amount, finished for the revision in force, whatever the workflow was told; `clause-turned` where a
 *   clause fails now that did not when the last stage was opened: nobody has approved that
 * @param check what the clauses come to now
 */
export function conclude<A extends Application>(
  application: A,
  conclusion: 'approve' | 'reject' | 'lapse',
  policy: Pick<Policy, 'chain'>,
  check?: ClauseCheck,
): A {
  const taken = application.decisions.slice(application.appeal?.decidedBefore ?? 0);
  const decided = {
    approve: () => onwardOf(application, policy) === 'conclusion' && !application.openFlags,
    reject: () => taken.at(-1)?.outcome === 'reject',
    lapse: () => taken.at(-1)?.outcome === 'return',
  };
  if (!decided[conclusion]()) throw new DomainError('state-not-allowed');
  const seen = taken.at(-1)?.check;
  const turned = seen && check ? check.failed.filter((clause) => !seen.failed.includes(clause)) : [];
  if (conclusion === 'approve' && turned.length > 0)
    throw new DomainError(
      'clause-turned',
      turned.map((clause) => ({ path: `clauses.${clause}`, reason: 'not-an-option' })),
    );
  const event = conclusion === 'lapse' && application.appeal ? 'lapseAppeal' : conclusion;
  return { ...application, status: nextStatus(application.status, event), waiting: undefined };
}

/** The open review, if the table of transitions lets this happen to it now. */
function reviewFor(event: ReviewEvent, { waiting }: Application, now: Date): Waiting {
  if (waiting?.kind !== 'review') throw new DomainError('review-not-found');
  if (!allowsReviewEvent(claimHolds(waiting, now) ? 'claimed' : 'open', event))
    throw new DomainError('review-not-claimed');
  return waiting;
}

/** Refuses an officer who may not decide this review of the application. @throws DomainError as `assertMayReview` */
export function assertMay(
  actor: Actor,
  { enterprise, decisions, conflicts, appeal }: Application,
  waiting: Waiting,
): void {
  assertMayReview(actor, {
    stage: waiting.stage,
    officeId: enterprise.officeId,
    uscc: enterprise.uscc,
    decisions,
    conflicts,
    decidedBeforeAppeal: appeal ? decisions.slice(0, appeal.decidedBefore) : [],
  });
}

/** The review this officer holds. @throws DomainError as `assertMayReview`, `review-not-claimed`, `review-claimed-by-other` */
export function heldReview(event: ReviewEvent, application: Application, actor: Actor, now: Date): Waiting {
  if (application.waiting?.kind === 'review') assertMay(actor, application, application.waiting);
  const waiting = reviewFor(event, application, now);
  if (waiting.claim?.by !== actor.sub) throw new DomainError('review-claimed-by-other');
  return waiting;
}
