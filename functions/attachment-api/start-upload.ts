import type { attachmentOperations } from '../../contract/attachments.ts';
import { enterpriseOf } from '../../domain/enterprises/enterprise.ts';
import { fileTypes } from '../../domain/files/file-type.ts';
import { startUpload as start, UPLOAD_MINUTES } from '../../domain/subsidies/attachment.ts';
import { toInstant } from '../../domain/time.ts';
import { answered, earlierAnswer } from '../adapters/idempotency.ts';
import { type ObjectStore, toBase64 } from '../adapters/object-store.ts';
import type { Policies } from '../adapters/policies.ts';
import type { StoredUpload, Uploads } from '../adapters/uploads.ts';
import type { Implementation } from '../http.ts';

/**
 * Announces a file: its row, and an address that takes this file once, by size, digest and type. The name goes into a header
 * that the store gives back with the download, so that it is in no key and no address.
 * @param newId a fresh id, which is the object's key
 */
export function startUpload(
  uploads: Uploads,
  policies: Policies,
  objects: ObjectStore,
  newId: () => string,
): Implementation<typeof attachmentOperations.startUpload> {
  return async ({ params, body, actor, request, now }) => {
    const { uscc } = enterpriseOf(actor);
    const policy = await policies.of(params.policyId);
    const announced: StoredUpload = {
      ...body,
      attachmentId: newId(),
      startedAt: toInstant(now),
      answered: answered(request, true),
    };
    let upload = announced;
    await uploads.change(uscc, policy.id, (stored) => {
      const mine = stored.find((one) => earlierAnswer([one.answered], request) !== undefined);
      upload = mine ?? announced;
      return mine ? [...stored] : start(stored, announced, policy, now);
    });
    const headers = headersFor(upload);
    const address = await objects.uploadAddress(
      upload.attachmentId,
      { headers, size: upload.size },
      upload.startedAt,
      UPLOAD_MINUTES * 60,
    );
    return { attachmentId: upload.attachmentId, headers, ...address };
  };
}

/** What the sender has to say, and the signature holds him to. */
function headersFor({ type, name, sha256 }: StoredUpload): Record<string, string> {
  return {
    'content-type': fileTypes[type].mediaType,
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, percentEncoded)}`,
    'x-amz-checksum-sha256': toBase64(sha256),
    // Nobody has submitted it yet: a lifecycle rule removes what still says so after three months.
    'x-amz-tagging': 'state=draft',
    // A key is written once.
    'if-none-match': '*',
  };
}

/** RFC 5987 leaves these out of what encodeURIComponent does. */
function percentEncoded(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
