import { DomainError } from '../../domain/errors.ts';
import { answered, earlierAnswer } from '../adapters/idempotency.ts';
import type { StoredPolicyDraft } from '../adapters/policies-items.ts';
import type { PolicyDrafts } from '../adapters/policy-drafts.ts';
import type { RequestKey } from '../http.ts';

/**
 * A stored draft as a proposal, withdrawal or publication finds it.
 * @returns the draft, and whether this very request has had its effect already
 * @throws DomainError `draft-not-found`
 */
export async function draftToChange(
  drafts: PolicyDrafts,
  policyId: string,
  request: RequestKey,
): Promise<{ before: StoredPolicyDraft; done: boolean }> {
  const before = await drafts.read(policyId);
  if (!before) throw new DomainError('draft-not-found');
  return { before, done: earlierAnswer(before.answered, request) !== undefined };
}

/**
 * The draft after a change, with the memory of the request.
 * @throws DomainError `version-changed` where the caller saw another version
 */
export function changedDraft(
  before: StoredPolicyDraft,
  after: StoredPolicyDraft,
  seenVersion: number,
  request: RequestKey,
): StoredPolicyDraft {
  if (before.version !== seenVersion) throw new DomainError('version-changed');
  return { ...after, answered: [...before.answered, answered(request, true)] };
}
