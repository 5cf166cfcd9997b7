import type { applicationOperations } from '../../contract/applications.ts';
import { enterpriseOf } from '../../domain/enterprises/enterprise.ts';
import { DomainError } from '../../domain/errors.ts';
import { toInstant } from '../../domain/time.ts';
import type { Drafts } from '../adapters/drafts.ts';
import { answered, earlierAnswer } from '../adapters/idempotency.ts';
import type { Policies } from '../adapters/policies.ts';
import type { Implementation } from '../http.ts';

/** Stores what is typed so far, if nobody stored another version meanwhile; a repeated request finds its own. */
export function saveDraft(
  drafts: Drafts,
  policies: Policies,
): Implementation<typeof applicationOperations.saveDraft> {
  return async ({ params, body, actor, request, now }) => {
    const policy = await policies.of(params.policyId);
    const { uscc } = enterpriseOf(actor);
    const stored = await drafts.read(uscc, policy.id);
    if (stored && earlierAnswer([stored.answered], request) !== undefined) return stored;
    if ((stored?.version ?? 0) !== body.version) throw new DomainError('version-changed');
    const draft = {
      policyId: policy.id,
      answers: body.answers,
      version: body.version + 1,
      savedAt: toInstant(now),
      answered: answered(request, true),
    };
    await drafts.save(uscc, draft);
    return draft;
  };
}
