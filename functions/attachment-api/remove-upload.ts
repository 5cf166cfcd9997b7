import type { attachmentOperations } from '../../contract/attachments.ts';
import { enterpriseOf } from '../../domain/enterprises/enterprise.ts';
import type { Policies } from '../adapters/policies.ts';
import type { Uploads } from '../adapters/uploads.ts';
import type { Implementation } from '../http.ts';

/** Takes a file out of what will be submitted; its object goes by the bucket's lifecycle. Gone already, nothing changes. */
export function removeUpload(
  uploads: Uploads,
  policies: Policies,
): Implementation<typeof attachmentOperations.removeUpload> {
  return async ({ params: { policyId, attachmentId }, actor }) => {
    const { uscc } = enterpriseOf(actor);
    const policy = await policies.of(policyId);
    const { uploads: stored } = await uploads.read(uscc, policy.id);
    if (stored.some((one) => one.attachmentId === attachmentId))
      await uploads.change(uscc, policy.id, (now) => now.filter((one) => one.attachmentId !== attachmentId));
    return { attachmentId };
  };
}
