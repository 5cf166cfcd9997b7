import { check } from '../../contract/fields.ts';
import type { policyOperations } from '../../contract/policies.ts';
import { policySchema } from '../../domain/subsidies/policy.ts';
import { policyOfDraft, publishDraft } from '../../domain/subsidies/policy-draft.ts';
import { toInstant } from '../../domain/time.ts';
import type { Policies } from '../adapters/policies.ts';
import type { PolicyDrafts } from '../adapters/policy-drafts.ts';
import type { Implementation } from '../http.ts';
import { changedDraft, draftToChange } from './change-draft.ts';
import { draftEvent } from './draft-event.ts';
import { draftViewOf } from './draft-view.ts';

/** Publishes a proposal as the next version, which never changes again: one transaction for all it makes true. */
export function publishPolicy(
  drafts: PolicyDrafts,
  policies: Policies,
): Implementation<typeof policyOperations.publishPolicy> {
  return async ({ params: { policyId }, body, actor, request, now }) => {
    const { before, done } = await draftToChange(drafts, policyId, request);
    const last = await policies.published(policyId);
    if (done) return draftViewOf(before, last);
    const after = changedDraft(before, publishDraft(before, actor), body.version, request);
    const version = (last?.policy.version ?? 0) + 1;
    const policy = check(policySchema, policyOfDraft(policyId, version, before.content), 'content');
    const publishedAt = toInstant(now);
    const entry = draftEvent(before, after, actor, 'publishPolicy', publishedAt, { version });
    const draft = await drafts.change({ before, after, entry }, { policy, publishedAt, by: actor });
    return draftViewOf(draft, { policy, publishedAt });
  };
}
