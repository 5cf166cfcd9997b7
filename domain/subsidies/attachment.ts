import * as z from 'zod';
import { DomainError, type FieldProblem, invalidField } from '../errors.ts';
import { type FileType, fileTypes } from '../files/file-type.ts';
import { instantSchema, toInstant } from '../time.ts';
import { bilingualSchema } from '../words.ts';
import { evidencePath, MAX_ATTACHMENT_BYTES, MAX_ATTACHMENTS } from './evidence.ts';
import type { Correction } from './review.ts';

/** How long an upload may take until its address is void. */
export const UPLOAD_MINUTES = 15;
/** How long an upload waits for its submission; the bucket keeps it a month longer, so that none is lost in between. */
export const UPLOAD_DAYS = 60;

/** A piece of evidence within its policy. With `evidence.` before it, it is the path by which officers mark it. */
export const evidenceIdSchema = z.string().regex(/^[a-z][a-zA-Z0-9]{0,29}$/);
/** A piece of evidence that a policy asks for; a required one has to be attached before an application is taken. */
export const evidencePieceSchema = z.strictObject({
  id: evidenceIdSchema,
  label: bilingualSchema,
  required: z.boolean(),
});
export type EvidencePiece = z.infer<typeof evidencePieceSchema>;

export const attachmentIdSchema = z.string().regex(/^[0-9a-z]{26}$/);
const ID_ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** A new attachment's id, which is also its object's key: 130 random bits. @param randomBytes safe for secrets */
export function newAttachmentId(randomBytes: (count: number) => Uint8Array): string {
  return Array.from(randomBytes(26), (byte) => ID_ALPHABET.charAt(byte % ID_ALPHABET.length)).join('');
}

/** As the file is called at home: shown and sent back, never part of a key, an address or a log. */
const fileNameSchema = z
  .string()
  .trim()
  .min(1)
  .max(120)
  .regex(/^[^\p{Cc}\p{Cf}\p{Cs}/\\]+$/u);

/** What a virus scanner found. A file is `not-scanned` where the deployment has no scanner. */
export const scanStates = ['clean', 'not-scanned'] as const;

/** A file that proves a statement (佐证材料), as it is frozen when the application is submitted. */
export const attachmentSchema = z.object({
  attachmentId: attachmentIdSchema,
  evidenceId: evidenceIdSchema,
  name: fileNameSchema,
  type: z.enum(Object.keys(fileTypes) as [FileType, ...FileType[]]),
  /** Bytes. */
  size: z.int().min(1).max(MAX_ATTACHMENT_BYTES),
  /** Of the content, hex. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** The stored object's version; a file that was written over has another. */
  objectVersion: z.string(),
  scan: z.enum(scanStates),
  uploadedAt: instantSchema,
});
export type Attachment = z.infer<typeof attachmentSchema>;

/** What an enterprise says of a file before it sends it; the address it gets takes that file and no other. */
export const announcedFileSchema = attachmentSchema
  .pick({ evidenceId: true, name: true, type: true, size: true, sha256: true })
  .strict();

/** A file on its way to an application that is not submitted yet. */
export const uploadSchema = attachmentSchema
  .omit({ objectVersion: true, scan: true, uploadedAt: true })
  .extend({
    startedAt: instantSchema,
    /** Its object, once it has arrived and was looked through. */
    arrived: attachmentSchema.pick({ objectVersion: true, scan: true, uploadedAt: true }).optional(),
  });
export type Upload = z.infer<typeof uploadSchema>;

/** The uploads that still wait for their submission at a moment; older ones count as gone, whether removed yet or not. */
export function livingUploads<U extends Upload>(uploads: readonly U[], now: Date): U[] {
  const oldest = toInstant(new Date(now.getTime() - UPLOAD_DAYS * 86_400_000));
  return uploads.filter(({ startedAt }) => startedAt > oldest);
}

/** The files that have arrived, as attachments. */
export function arrivedOf(uploads: readonly Upload[]): Attachment[] {
  return uploads.flatMap(({ arrived, ...file }) =>
    // Parsed: what else a row remembers of an upload is not frozen with the form.
    arrived ? [attachmentSchema.parse({ ...file, ...arrived })] : [],
  );
}

/**
 * Takes one more file on its way. Where there is no room left, uploads whose address is void and that never arrived go.
 * @throws DomainError `invalid-input` for a piece that the policy does not ask for, `too-many-attachments`
 */
export function startUpload<U extends Upload>(
  uploads: readonly U[],
  upload: U,
  policy: { evidence: readonly EvidencePiece[] },
  now: Date,
): U[] {
  const pieces = policy.evidence.map(({ id }) => id);
  if (!pieces.includes(upload.evidenceId))
    throw invalidField('evidenceId', 'not-an-option', pieces.join(', '));
  const living = livingUploads(uploads, now);
  const oldestAddress = toInstant(new Date(now.getTime() - UPLOAD_MINUTES * 60_000));
  const kept =
    living.length < MAX_ATTACHMENTS
      ? living
      : living.filter(({ arrived, startedAt }) => arrived !== undefined || startedAt > oldestAddress);
  if (kept.length >= MAX_ATTACHMENTS) throw new DomainError('too-many-attachments');
  return [...kept, upload];
}

/**
 * Refuses evidence that lacks a required piece, all missing pieces at once (一次性告知).
 * @throws DomainError `invalid-input` naming each, e.g. `evidence.lease`
 */
export function assertEvidenceComplete(
  policy: { evidence: readonly EvidencePiece[] },
  attachments: readonly Pick<Attachment, 'evidenceId'>[],
): void {
  const given = new Set(attachments.map(({ evidenceId }) => evidenceId));
  const missing = policy.evidence.filter(({ id, required }) => required && !given.has(id));
  if (missing.length > 0)
    throw new DomainError(
      'invalid-input',
      missing.map(({ id }): FieldProblem => ({ path: evidencePath(id), reason: 'required' })),
    );
}

/**
 * The attachments after a correction: of each piece that was marked, the chosen ones among the old and the new; of the
 * others, what was there.
 * @param chosen ids of all attachments from now on
 * @throws DomainError `invalid-input` for a piece that changed unmarked, `attachment-not-found` for an unknown id,
 *   `too-many-attachments`
 */
export function correctedAttachments(
  before: readonly Attachment[],
  uploaded: readonly Attachment[],
  chosen: readonly string[],
  marked: readonly Pick<Correction, 'field'>[],
): Attachment[] {
  const known = new Map([...before, ...uploaded].map((one) => [one.attachmentId, one]));
  const after = [...new Set(chosen)].map((id) => {
    const found = known.get(id);
    if (!found) throw new DomainError('attachment-not-found');
    return found;
  });
  if (after.length > MAX_ATTACHMENTS) throw new DomainError('too-many-attachments');
  const open = new Set(marked.map(({ field }) => field));
  const closed = changedEvidence(before, after).filter((path) => !open.has(path));
  if (closed.length > 0)
    throw new DomainError(
      'invalid-input',
      closed.map((path): FieldProblem => ({ path, reason: 'not-marked-for-correction' })),
    );
  return after;
}

/** The paths of the pieces of evidence whose attachments are not the same in both. */
export function changedEvidence(before: readonly Attachment[], after: readonly Attachment[]): string[] {
  return [...new Set([...difference(before, after), ...difference(after, before)].map(evidencePath))];
}

/** The pieces of evidence whose attachments are among the one and not among the other. */
function difference(one: readonly Attachment[], other: readonly Attachment[]): string[] {
  const there = new Set(other.map(({ attachmentId }) => attachmentId));
  return one.filter(({ attachmentId }) => !there.has(attachmentId)).map(({ evidenceId }) => evidenceId);
}
