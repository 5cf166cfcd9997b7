import type { policyOperations } from '../../contract/policies.ts';
import { EMPTY_CHAIN } from '../../domain/audit.ts';
import { DomainError } from '../../domain/errors.ts';
import { editDraft } from '../../domain/subsidies/policy-draft.ts';
import { answered, earlierAnswer } from '../adapters/idempotency.ts';
import type { Policies } from '../adapters/policies.ts';
import type { PolicyDrafts } from '../adapters/policy-drafts.ts';
import type { Implementation } from '../http.ts';
import { draftEvent } from './draft-event.ts';
import { draftViewOf } from './draft-view.ts';

/** Stores what is written so far, complete or not. On the record goes who starts a draft and who takes it on, not each save. */
export function savePolicyDraft(
  drafts: PolicyDrafts,
  policies: Policies,
): Implementation<typeof policyOperations.savePolicyDraft> {
  return async ({ params: { policyId }, body, actor, request, now }) => {
    const [before, published] = await Promise.all([drafts.read(policyId), policies.published(policyId)]);
    if (before && earlierAnswer([before.saved], request) !== undefined) return draftViewOf(before, published);
    const edited = editDraft(before, body.content, actor, now);
    if ((before?.version ?? 0) !== body.version) throw new DomainError('version-changed');
    const after = {
      audit: EMPTY_CHAIN,
      answered: [],
      version: 0,
      ...before,
      ...edited,
      policyId,
      saved: answered(request, true),
    };
    const takenOn = before?.state !== after.state || before.edited.by !== actor.sub;
    const entry = takenOn ? draftEvent(before, after, actor, 'savePolicyDraft', edited.edited.at) : undefined;
    return draftViewOf(await drafts.change({ before, after, entry }), published);
  };
}
