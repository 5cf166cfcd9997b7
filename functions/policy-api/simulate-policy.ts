import { check } from '../../contract/fields.ts';
import type { policyOperations } from '../../contract/policies.ts';
import { DomainError } from '../../domain/errors.ts';
import { type Policy, policySchema } from '../../domain/subsidies/policy.ts';
import { policyOfDraft } from '../../domain/subsidies/policy-draft.ts';
import { simulate } from '../../domain/subsidies/simulation.ts';
import { offices } from '../../domain/zone/offices.ts';
import type { Enterprises } from '../adapters/enterprises.ts';
import type { Policies } from '../adapters/policies.ts';
import type { PolicyDrafts } from '../adapters/policy-drafts.ts';
import type { Implementation } from '../http.ts';

/** Enterprises looked at in one call: a page of the registry of some 150 KB, well within the time a function has. */
const AT_ONCE = 500;

/** Simulates a version on one page of the registry; whoever asks goes on by the cursor and adds the pages up. */
export function simulatePolicy(
  drafts: PolicyDrafts,
  policies: Policies,
  enterprises: Enterprises,
): Implementation<typeof policyOperations.simulatePolicy> {
  const draftPolicy = async (policyId: string): Promise<Policy> => {
    const draft = await drafts.read(policyId);
    if (!draft) throw new DomainError('draft-not-found');
    return check(policySchema, policyOfDraft(policyId, 1, draft.content), 'content');
  };
  return async ({ params: { policyId }, query }) => {
    const policy = await (query.of === 'draft' ? draftPolicy(policyId) : policies.of(policyId));
    const zone = offices.map(({ officeId }) => officeId);
    const page = await enterprises.page(zone, AT_ONCE, query.cursor);
    return {
      simulation: simulate(policy, page.enterprises),
      ...(page.nextCursor ? { nextCursor: page.nextCursor } : {}),
    };
  };
}
