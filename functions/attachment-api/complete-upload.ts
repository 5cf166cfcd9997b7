import { createHash } from 'node:crypto';
import type { attachmentOperations } from '../../contract/attachments.ts';
import { enterpriseOf } from '../../domain/enterprises/enterprise.ts';
import { DomainError, invalidField } from '../../domain/errors.ts';
import { assertFileIs } from '../../domain/files/file-check.ts';
import { livingUploads, type Upload } from '../../domain/subsidies/attachment.ts';
import { toInstant } from '../../domain/time.ts';
import { inflatedSize } from '../adapters/inflate.ts';
import type { ObjectStore } from '../adapters/object-store.ts';
import type { Policies } from '../adapters/policies.ts';
import type { Uploads } from '../adapters/uploads.ts';
import type { VirusScanner } from '../adapters/virus-scanner.ts';
import type { Implementation } from '../http.ts';

/** Reads what arrived from its first byte to its last, and takes it. Done again, it finds it taken. */
export function completeUpload(
  uploads: Uploads,
  policies: Policies,
  objects: ObjectStore,
  scanner: VirusScanner,
): Implementation<typeof attachmentOperations.completeUpload> {
  return async ({ params, actor, now }) => {
    const { uscc } = enterpriseOf(actor);
    const policy = await policies.of(params.policyId);
    const stored = await uploads.read(uscc, policy.id);
    const upload = uploadOf(livingUploads(stored.uploads, now), params.attachmentId);
    const { startedAt: _, answered: __, arrived: earlier, ...file } = upload;
    if (earlier) return { ...file, ...earlier };
    const arrived = { ...(await lookThrough(upload, objects, scanner)), uploadedAt: toInstant(now) };
    await uploads.change(uscc, policy.id, (present) => {
      uploadOf(present, params.attachmentId);
      return present.map((one) => (one.attachmentId === params.attachmentId ? { ...one, arrived } : one));
    });
    return { ...file, ...arrived };
  };
}

function uploadOf<U extends Upload>(uploads: readonly U[], attachmentId: string): U {
  const found = uploads.find((one) => one.attachmentId === attachmentId);
  if (!found) throw new DomainError('attachment-not-found');
  return found;
}

/** @throws DomainError `upload-not-received`, or `invalid-input` on `file` for what is wrong with it */
async function lookThrough(
  { attachmentId, type, size, sha256 }: Upload,
  objects: ObjectStore,
  scanner: VirusScanner,
): Promise<{ objectVersion: string; scan: 'clean' | 'not-scanned' }> {
  const head = await objects.head(attachmentId);
  const bytes = head && (await objects.read(attachmentId, head.version));
  if (!bytes || bytes.length !== size || createHash('sha256').update(bytes).digest('hex') !== sha256)
    throw new DomainError('upload-not-received');
  assertFileIs(type, bytes, inflatedSize);
  const scan = await scanner.scan(bytes);
  if (scan === 'infected') throw invalidField('file', 'infected');
  return { objectVersion: head.version, scan };
}
