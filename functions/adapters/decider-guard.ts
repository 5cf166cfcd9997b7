import type { Actor } from '../../domain/identity.ts';
import type { Decision } from '../../domain/subsidies/review.ts';
import { stageIds, stages } from '../../domain/subsidies/review.ts';
import type { Instant } from '../../domain/time.ts';
import type { StoredApplication } from './subsidies-items.ts';

/** Who decided which stage, as a set that a write's condition can ask; a set cannot be empty, so `-` is nobody. */
export function decidersOf(decisions: readonly Pick<Decision, 'stage' | 'by'>[]): Set<string> {
  return new Set(['-', ...decisions.map(({ stage, by }) => `${stage}#${by}`)]);
}

/**
 * Who may decide, as a condition on the stored row: of the visit that was read, the claim's holder, of no enterprise
 * concerned, of the right office, who decided no other stage of this application (four eyes). It says again what
 * `assertMayReview` says, where no race and no forgotten check can get past it.
 */
export function deciderGuard({ waiting }: StoredApplication, actor: Actor, now: Instant) {
  const stage = waiting?.stage;
  const others = stageIds.filter((other) => other !== stage);
  const ownArea = stage !== undefined && stages[stage].ownAreaOnly;
  return {
    conditions: [
      'waiting.stage = :stage AND waiting.visit = :visit',
      'waiting.claim.#by = :sub AND waiting.claim.#until > :now',
      'enterprise.uscc <> :own',
      ...(ownArea ? ['enterprise.officeId = :office'] : []),
      ...others.map((_, index) => `NOT contains(deciders, :other${index})`),
    ],
    names: { '#by': 'by', '#until': 'until' },
    values: {
      ':stage': stage ?? 'none',
      ':visit': waiting?.visit ?? 0,
      ':sub': actor.sub,
      ':now': now,
      ':own': actor.uscc ?? 'none',
      ...(ownArea ? { ':office': actor.officeId ?? 'none' } : {}),
      ...Object.fromEntries(others.map((other, index) => [`:other${index}`, `${other}#${actor.sub}`])),
    },
  };
}
