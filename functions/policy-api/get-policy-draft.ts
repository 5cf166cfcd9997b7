import type { policyOperations } from '../../contract/policies.ts';
import { DomainError } from '../../domain/errors.ts';
import { contentOf } from '../../domain/subsidies/policy-draft.ts';
import type { Policies } from '../adapters/policies.ts';
import type { PolicyDrafts } from '../adapters/policy-drafts.ts';
import type { Implementation } from '../http.ts';
import { draftViewOf } from './draft-view.ts';

/** A policy nobody has edited yet starts from its version in force. */
export function getPolicyDraft(
  drafts: PolicyDrafts,
  policies: Policies,
): Implementation<typeof policyOperations.getPolicyDraft> {
  return async ({ params: { policyId } }) => {
    const [draft, published] = await Promise.all([drafts.read(policyId), policies.published(policyId)]);
    if (draft) return draftViewOf(draft, published);
    if (!published) throw new DomainError('policy-not-found');
    const { policy } = published;
    const untouched = { policyId, state: 'published', version: 0, content: contentOf(policy) } as const;
    return { ...untouched, nextVersion: policy.version + 1, problems: [], published };
  };
}
