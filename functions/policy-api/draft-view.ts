import { contentProblems } from '../../contract/policies.ts';
import type { ResponseOf } from '../../contract/routes.ts';
import type { PublishedPolicy } from '../adapters/policies.ts';
import type { StoredPolicyDraft } from '../adapters/policies-items.ts';

/** A draft as the bureau sees it, beside the version in force. */
export function draftViewOf(
  draft: StoredPolicyDraft,
  published: PublishedPolicy | undefined,
): ResponseOf<'getPolicyDraft'> {
  return {
    ...draft,
    nextVersion: (published?.policy.version ?? 0) + 1,
    problems: contentProblems(draft.content),
    published,
  };
}
