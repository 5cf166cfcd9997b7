import type { attachmentOperations } from '../../contract/attachments.ts';
import { enterpriseOf } from '../../domain/enterprises/enterprise.ts';
import { arrivedOf, livingUploads } from '../../domain/subsidies/attachment.ts';
import type { Policies } from '../adapters/policies.ts';
import type { Uploads } from '../adapters/uploads.ts';
import type { Implementation } from '../http.ts';

/** The files that would go with a submission now. */
export function listUploads(
  uploads: Uploads,
  policies: Policies,
): Implementation<typeof attachmentOperations.listUploads> {
  return async ({ params, actor, now }) => {
    const policy = await policies.of(params.policyId);
    const stored = await uploads.read(enterpriseOf(actor).uscc, policy.id);
    return { attachments: arrivedOf(livingUploads(stored.uploads, now)) };
  };
}
