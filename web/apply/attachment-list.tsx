import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { fileTypes } from '../../domain/files/file-type.ts';
import { formatSize } from '../ui/file-size.ts';
import { useLanguage, useWords } from '../ui/react-language.ts';
import { type AttachmentView, api, type PolicyView } from './api.ts';
import { evidenceMessages } from './evidence-messages.ts';
import { Problem } from './page.tsx';

/** Attachments under their pieces of evidence, to read. @param action what stands behind each file */
export function AttachmentList({
  pieces,
  attachments,
  action,
}: {
  pieces: PolicyView['evidence'];
  attachments: readonly AttachmentView[];
  action?: (attachment: AttachmentView) => ReactNode;
}) {
  const words = useWords(evidenceMessages);
  const language = useLanguage();
  if (attachments.length === 0) return <p className="quiet">{words.submitted}</p>;
  return (
    <dl className="answers">
      {pieces.map((piece) => {
        const files = attachments.filter(({ evidenceId }) => evidenceId === piece.id);
        if (files.length === 0) return null;
        return (
          <div key={piece.id}>
            <dt>{piece.label[language]}</dt>
            <dd>
              <ul className="files">
                {files.map((attachment) => (
                  <li key={attachment.attachmentId}>
                    <span className="file-name">{attachment.name}</span>
                    <span className="quiet">
                      {fileTypes[attachment.type].name} · {formatSize(attachment.size)} ·{' '}
                      {words.scan[attachment.scan]}
                    </span>
                    {action?.(attachment)}
                  </li>
                ))}
              </ul>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

/** Fetches a submitted file, as a download under its own name. */
export function DownloadButton({
  applicationId,
  attachment: { attachmentId, name },
}: {
  applicationId: string;
  attachment: AttachmentView;
}) {
  const words = useWords(evidenceMessages);
  const download = useMutation({
    mutationFn: () => api.getAttachment({ params: { applicationId, attachmentId } }),
    onSuccess: ({ url }) => location.assign(url),
  });
  return (
    <>
      <button
        type="button"
        className="plain"
        disabled={download.isPending}
        aria-label={words.downloadOf(name)}
        onClick={() => download.mutate()}
      >
        {words.download}
      </button>
      <Problem error={download.error} />
    </>
  );
}
