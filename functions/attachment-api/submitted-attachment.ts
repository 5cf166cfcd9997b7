import { DomainError } from '../../domain/errors.ts';
import type { Attachment } from '../../domain/subsidies/attachment.ts';
import type { ApplicationFile } from '../adapters/applications.ts';

/** How long the address of a download serves: long enough for 20 MB on a slow line to begin, short enough not to be passed on. */
export const DOWNLOAD_SECONDS = 300;

/**
 * An attachment of an application in any of its revisions.
 * @throws DomainError `attachment-not-found`
 */
export function attachmentIn({ forms }: ApplicationFile, attachmentId: string): Attachment {
  const found = forms
    .flatMap(({ attachments }) => attachments)
    .find((attachment) => attachment.attachmentId === attachmentId);
  if (!found) throw new DomainError('attachment-not-found');
  return found;
}
