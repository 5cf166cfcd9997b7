import * as z from 'zod';
import { type Draft, draftOf } from '../drafting.ts';
import { DomainError } from '../errors.ts';
import type { Actor } from '../identity.ts';
import { instantSchema, toInstant } from '../time.ts';
import { type Policy, policySchema, statedSchema } from './policy.ts';

/** What a policy states beside its id and version, as far as it is written. */
export const policyContentSchema: z.ZodType<PolicyContent> = draftOf(
  statedSchema.omit({ id: true, version: true }).meta({ id: 'PolicyContent' }),
);
export type PolicyContent = Draft<Omit<Policy, 'id' | 'version'>>;

/**
 * The life of a policy's draft. A proposal is read by a second person, so nobody types in it; what is published is where
 * the next version starts.
 */
export const draftTransitions = {
  draft: { savePolicyDraft: 'draft', proposePolicy: 'proposed' },
  proposed: { withdrawProposal: 'draft', publishPolicy: 'published' },
  published: { savePolicyDraft: 'draft' },
} as const;
export type DraftState = keyof typeof draftTransitions;
export type DraftEvent = { [S in DraftState]: keyof (typeof draftTransitions)[S] }[DraftState];
export const draftStates = Object.keys(draftTransitions) as [DraftState, ...DraftState[]];

/** Who did something to a draft, and when. */
const actSchema = z.object({ by: z.string(), byName: z.string(), at: instantSchema });
export type Act = z.infer<typeof actSchema>;

/** The draft of a policy's next version (政策草稿): one a policy, shared by the bureau. */
export const policyDraftSchema = z.object({
  policyId: policySchema.shape.id,
  state: z.enum(draftStates),
  /** Grows by one with every save, proposal, withdrawal and publication. */
  version: z.int().min(1),
  content: policyContentSchema,
  /** The last to change its content. */
  edited: actSchema,
  /** Who stands for publishing it, while it is proposed. */
  proposed: actSchema.optional(),
});
export type PolicyDraft = z.infer<typeof policyDraftSchema>;

/**
 * The content of a draft after an edit; an edit of what was published starts the next version.
 * @param draft undefined for the first edit of all
 * @throws DomainError `state-not-allowed` while it is proposed
 */
export function editDraft<D extends PolicyDraft>(
  draft: D | undefined,
  content: PolicyContent,
  actor: Actor,
  now: Date,
): Pick<PolicyDraft, 'state' | 'content' | 'edited'> {
  const state = draft ? nextState(draft.state, 'savePolicyDraft') : 'draft';
  return { state, content, edited: act(actor, now) };
}

/** Proposes a draft for publication. That it is complete is asked where it is read (contract/fields.ts has the words). */
export function proposeDraft<D extends PolicyDraft>(draft: D, actor: Actor, now: Date): D {
  return { ...draft, state: nextState(draft.state, 'proposePolicy'), proposed: act(actor, now) };
}

/** Takes a proposal back, or sends it back: anyone who may edit may. */
export function withdrawProposal<D extends PolicyDraft>(draft: D): D {
  return { ...draft, state: nextState(draft.state, 'withdrawProposal'), proposed: undefined };
}

/**
 * Publishes a proposed draft, by a second person.
 * @throws DomainError `state-not-allowed`, or `own-proposal` for who proposed it or edited it last
 */
export function publishDraft<D extends PolicyDraft>(draft: D, actor: Actor): D {
  const state = nextState(draft.state, 'publishPolicy');
  if ([draft.proposed?.by, draft.edited.by].includes(actor.sub)) throw new DomainError('own-proposal');
  return { ...draft, state, proposed: undefined };
}

/** A policy as its draft would publish it. @throws nothing; whether it fits is `policySchema`'s to say */
export function policyOfDraft(policyId: string, version: number, content: PolicyContent): unknown {
  return { ...content, id: policyId, version };
}

/** What a published policy states: where the draft of its next version starts. */
export function contentOf({ id: _id, version: _version, ...content }: Policy): PolicyContent {
  return content;
}

/** @throws DomainError `state-not-allowed` where the table has no such transition */
function nextState(state: DraftState, event: DraftEvent): DraftState {
  const row: Partial<Record<DraftEvent, DraftState>> = draftTransitions[state];
  const next = row[event];
  if (!next) throw new DomainError('state-not-allowed');
  return next;
}

function act({ sub, name }: Actor, now: Date): Act {
  return { by: sub, byName: name, at: toInstant(now) };
}
