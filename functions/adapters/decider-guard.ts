import type { Actor } from '../../domain/identity.ts';
import type { Application } from '../../domain/subsidies/application.ts';
import type { Conflict } from '../../domain/subsidies/conflict.ts';
import type { StageId } from '../../domain/subsidies/review.ts';
import { stageIds, stages } from '../../domain/subsidies/review.ts';
import type { Instant } from '../../domain/time.ts';
import type { StoredApplication } from './subsidies-items.ts';

/**
 * Who decided which stage, and who decided before an appeal, as a set that a write's condition can ask; a set cannot be
 * empty, so `-` is nobody.
 */
export function decidersOf({ decisions, appeal }: Pick<Application, 'decisions' | 'appeal'>): Set<string> {
  const before = decisions.slice(0, appeal?.decidedBefore ?? 0);
  return new Set([
    '-',
    ...decisions.map(({ stage, by }) => `${stage}#${by}`),
    ...before.map(({ by }) => `appealed#${by}`),
  ]);
}

/** Who declared a conflict of interest, as a set that a write's condition can ask; absent where nobody did. */
export function recusedOf(conflicts: readonly Pick<Conflict, 'by'>[] = []): Set<string> | undefined {
  return conflicts.length > 0 ? new Set(conflicts.map(({ by }) => by)) : undefined;
}

/** A condition on the stored row, with the names and values it speaks of. */
export interface Guard {
  conditions: string[];
  names: Record<string, string>;
  values: Record<string, unknown>;
}

/** What a decision says of the hold: that the officer has it, or that nobody else does. */
export type Hold = 'held' | 'held-or-free';

/**
 * Who may decide, as a condition on the stored row: of the visit that was read, the claim's holder, and one who may
 * review. It says again what `assertMayReview` says, where no race and no forgotten check can get past it.
 */
export function deciderGuard(
  { waiting }: StoredApplication,
  actor: Actor,
  now: Instant,
  hold: Hold = 'held',
  noted = true,
): Guard {
  const reviewer = reviewerGuard(waiting?.stage, actor, 'actor');
  const held = 'waiting.claim.#by = :sub AND waiting.claim.#until > :now';
  const free = 'attribute_not_exists(waiting.claim) OR waiting.claim.#until <= :now';
  return {
    conditions: [
      'waiting.stage = :stage AND waiting.visit = :visit',
      hold === 'held' ? held : `(${held} OR ${free})`,
      // An approval without a note leaves no flag behind.
      ...(noted ? [] : ['attribute_not_exists(openFlags)']),
      ...reviewer.conditions,
    ],
    names: { '#by': 'by', '#until': 'until' },
    values: {
      ':stage': waiting?.stage ?? 'none',
      ':visit': waiting?.visit ?? 0,
      ':sub': actor.sub,
      ':now': now,
      ...reviewer.values,
    },
  };
}

/** That an officer holds the review, and that the colleague who gets it may decide it. */
export function handOverGuard(
  before: StoredApplication,
  actor: Actor,
  colleague: Actor,
  now: Instant,
): Guard {
  const holder = deciderGuard(before, actor, now);
  const receiver = reviewerGuard(before.waiting?.stage, colleague, 'receiver');
  return {
    ...holder,
    conditions: [...holder.conditions, ...receiver.conditions],
    values: { ...holder.values, ...receiver.values },
  };
}

/**
 * Who may review at all: of no enterprise concerned, of the right office, who declared no conflict of interest and
 * decided no other stage of this application (four eyes), and nothing before its appeal.
 * @param as what its values are named after
 */
function reviewerGuard(stage: StageId | undefined, person: Actor, as: string) {
  const others = stageIds.filter((other) => other !== stage);
  const ownArea = stage !== undefined && stages[stage].ownAreaOnly;
  const decided = others.map((other, index) => [`:${as}Other${index}`, `${other}#${person.sub}`] as const);
  return {
    conditions: [
      `enterprise.uscc <> :${as}Own`,
      `NOT contains(recused, :${as}Sub)`,
      ...(ownArea ? [`enterprise.officeId = :${as}Office`] : []),
      `NOT contains(deciders, :${as}Appealed)`,
      ...decided.map(([name]) => `NOT contains(deciders, ${name})`),
    ],
    values: {
      [`:${as}Own`]: person.uscc ?? 'none',
      [`:${as}Sub`]: person.sub,
      [`:${as}Appealed`]: `appealed#${person.sub}`,
      ...(ownArea ? { [`:${as}Office`]: person.officeId ?? 'none' } : {}),
      ...Object.fromEntries(decided),
    },
  };
}
