import { contentProblems, type policyOperations } from '../../contract/policies.ts';
import { DomainError } from '../../domain/errors.ts';
import { proposeDraft } from '../../domain/subsidies/policy-draft.ts';
import { toInstant } from '../../domain/time.ts';
import type { Policies } from '../adapters/policies.ts';
import type { PolicyDrafts } from '../adapters/policy-drafts.ts';
import type { Implementation } from '../http.ts';
import { changedDraft, draftToChange } from './change-draft.ts';
import { draftEvent } from './draft-event.ts';
import { draftViewOf } from './draft-view.ts';

/** Proposes a draft that is complete; one that is not is refused with all that is missing, by its place in the content. */
export function proposePolicy(
  drafts: PolicyDrafts,
  policies: Policies,
): Implementation<typeof policyOperations.proposePolicy> {
  return async ({ params: { policyId }, body, actor, request, now }) => {
    const published = await policies.published(policyId);
    const { before, done } = await draftToChange(drafts, policyId, request);
    if (done) return draftViewOf(before, published);
    const proposed = proposeDraft(before, actor, now);
    const after = changedDraft(before, proposed, body.version, request);
    const problems = contentProblems(before.content);
    if (problems.length > 0)
      throw new DomainError(
        'invalid-input',
        problems.map(({ path, ...problem }) => ({ path: `content.${path}`, ...problem })),
      );
    const entry = draftEvent(before, after, actor, 'proposePolicy', toInstant(now));
    return draftViewOf(await drafts.change({ before, after, entry }), published);
  };
}
