import type { policyOperations } from '../../contract/policies.ts';
import { withdrawProposal as withdraw } from '../../domain/subsidies/policy-draft.ts';
import { toInstant } from '../../domain/time.ts';
import type { Policies } from '../adapters/policies.ts';
import type { PolicyDrafts } from '../adapters/policy-drafts.ts';
import type { Implementation } from '../http.ts';
import { changedDraft, draftToChange } from './change-draft.ts';
import { draftEvent } from './draft-event.ts';
import { draftViewOf } from './draft-view.ts';

/** Takes a proposal back for editing: who proposed it, or the second person who found something. */
export function withdrawProposal(
  drafts: PolicyDrafts,
  policies: Policies,
): Implementation<typeof policyOperations.withdrawProposal> {
  return async ({ params: { policyId }, body, actor, request, now }) => {
    const published = await policies.published(policyId);
    const { before, done } = await draftToChange(drafts, policyId, request);
    if (done) return draftViewOf(before, published);
    const after = changedDraft(before, withdraw(before), body.version, request);
    const entry = draftEvent(before, after, actor, 'withdrawProposal', toInstant(now));
    return draftViewOf(await drafts.change({ before, after, entry }), published);
  };
}
