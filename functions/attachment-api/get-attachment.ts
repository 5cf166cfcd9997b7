import type { attachmentOperations } from '../../contract/attachments.ts';
import { enterpriseOf } from '../../domain/enterprises/enterprise.ts';
import { toInstant } from '../../domain/time.ts';
import type { Applications } from '../adapters/applications.ts';
import type { ObjectStore } from '../adapters/object-store.ts';
import { assertOwn } from '../enterprise-api/own-application.ts';
import type { Implementation } from '../http.ts';
import { attachmentIn, DOWNLOAD_SECONDS } from './submitted-attachment.ts';

/** Where an enterprise gets back what it submitted. */
export function getAttachment(
  applications: Applications,
  objects: ObjectStore,
): Implementation<typeof attachmentOperations.getAttachment> {
  return async ({ params, actor, now }) => {
    const file = await applications.readFile(params.applicationId);
    assertOwn(file.application, enterpriseOf(actor));
    const { attachmentId, objectVersion } = attachmentIn(file, params.attachmentId);
    return objects.downloadAddress(attachmentId, objectVersion, toInstant(now), DOWNLOAD_SECONDS);
  };
}
