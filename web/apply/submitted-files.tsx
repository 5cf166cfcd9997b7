import { formatSize } from '../ui/file-size.ts';
import { useWords } from '../ui/react-language.ts';
import type { AttachmentView } from './api.ts';
import { DownloadButton } from './attachment-list.tsx';
import { evidenceMessages } from './evidence-messages.ts';

/** The files of a piece that came back: each stays unless it is taken out. */
export function SubmittedFiles({
  applicationId,
  files,
  dropped,
  onDropped,
}: {
  applicationId: string;
  files: readonly AttachmentView[];
  /** Ids of those that are taken out. */
  dropped: readonly string[];
  onDropped: (ids: readonly string[]) => void;
}) {
  const words = useWords(evidenceMessages);
  if (files.length === 0) return null;
  return (
    <ul className="files">
      {files.map((file) => {
        const { attachmentId, name, size } = file;
        const out = dropped.includes(attachmentId);
        return (
          <li key={attachmentId}>
            <span className="file-name">{out ? <del>{name}</del> : name}</span>
            <span className="quiet">
              {formatSize(size)}
              {out && ` · ${words.drops}`}
            </span>
            <DownloadButton applicationId={applicationId} attachment={file} />
            <button
              type="button"
              className="plain"
              aria-label={out ? words.keepOf(name) : words.removeOf(name)}
              onClick={() =>
                onDropped(out ? dropped.filter((id) => id !== attachmentId) : [...dropped, attachmentId])
              }
            >
              {out ? words.keep : words.remove}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
