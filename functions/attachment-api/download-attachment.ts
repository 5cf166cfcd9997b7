import type { attachmentOperations } from '../../contract/attachments.ts';
import { assertMaySee } from '../../domain/subsidies/review.ts';
import { toInstant } from '../../domain/time.ts';
import type { Applications } from '../adapters/applications.ts';
import type { Downloads } from '../adapters/downloads.ts';
import { requestName } from '../adapters/idempotency.ts';
import type { ObjectStore } from '../adapters/object-store.ts';
import type { Implementation } from '../http.ts';
import { attachmentIn, DOWNLOAD_SECONDS } from './submitted-attachment.ts';

/** Where an officer gets an attachment from. First it goes on record who asked for which; then there is an address. */
export function downloadAttachment(
  applications: Applications,
  objects: ObjectStore,
  downloads: Downloads,
): Implementation<typeof attachmentOperations.downloadAttachment> {
  return async ({ params, actor, request, now }) => {
    const file = await applications.readFile(params.applicationId);
    assertMaySee(actor, file.application.enterprise);
    const { attachmentId, objectVersion } = attachmentIn(file, params.attachmentId);
    const at = toInstant(now);
    await downloads.record({
      entity: `APPLICATION#${params.applicationId}#DOWNLOAD#${requestName(request)}`,
      at,
      by: actor.sub,
      byRole: actor.role,
      action: 'downloadAttachment',
      to: 'downloaded',
      detail: { applicationId: params.applicationId, attachmentId },
    });
    return objects.downloadAddress(attachmentId, objectVersion, at, DOWNLOAD_SECONDS);
  };
}
