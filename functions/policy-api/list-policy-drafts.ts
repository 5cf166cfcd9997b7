import type { policyOperations } from '../../contract/policies.ts';
import { isOpen } from '../../domain/subsidies/policy.ts';
import type { Policies } from '../adapters/policies.ts';
import type { PolicyDrafts } from '../adapters/policy-drafts.ts';
import type { Implementation } from '../http.ts';

/** The policies in force in their order, each with its draft; then those that are only drafts. */
export function listPolicyDrafts(
  drafts: PolicyDrafts,
  policies: Policies,
): Implementation<typeof policyOperations.listPolicyDrafts> {
  return async ({ now }) => {
    const [stored, published] = await Promise.all([drafts.list(), policies.current()]);
    const inForce = published.map(({ policy, publishedAt }) => ({
      policyId: policy.id,
      title: policy.title,
      illustrative: policy.illustrative,
      published: { version: policy.version, publishedAt, open: isOpen(policy, now) },
      draft: stored.find(({ policyId }) => policyId === policy.id),
    }));
    const onlyDrafts = stored
      .filter(({ policyId }) => inForce.every((one) => one.policyId !== policyId))
      .map((draft) => ({
        policyId: draft.policyId,
        title: { zh: draft.content.title?.zh ?? '', en: draft.content.title?.en ?? '' },
        illustrative: draft.content.illustrative ?? true,
        draft,
      }));
    return { policies: [...inForce, ...onlyDrafts] };
  };
}
