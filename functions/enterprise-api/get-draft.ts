import type { applicationOperations } from '../../contract/applications.ts';
import { enterpriseOf } from '../../domain/enterprises/enterprise.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Drafts } from '../adapters/drafts.ts';
import type { Policies } from '../adapters/policies.ts';
import type { Implementation } from '../http.ts';

export function getDraft(
  drafts: Drafts,
  policies: Policies,
): Implementation<typeof applicationOperations.getDraft> {
  return async ({ params, actor }) => {
    const policy = await policies.of(params.policyId);
    const draft = await drafts.read(enterpriseOf(actor).uscc, policy.id);
    if (!draft) throw new DomainError('draft-not-found');
    return draft;
  };
}
