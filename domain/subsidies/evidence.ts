/** How many attachments an application may have, and how large each may be. */
export const MAX_ATTACHMENTS = 10;
export const MAX_ATTACHMENT_BYTES = 20 * 1024 * 1024;

const EVIDENCE = 'evidence.';

/** Where problems and corrections say that a piece of evidence is: the field by which officers mark it. */
export function evidencePath(evidenceId: string): string {
  return EVIDENCE + evidenceId;
}

/** Whether a marked or changed field is a piece of evidence. */
export function isEvidencePath(field: string): boolean {
  return field.startsWith(EVIDENCE);
}
