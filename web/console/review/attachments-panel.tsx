import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { fileTypes } from '../../../domain/files/file-type.ts';
import { evidencePath } from '../../../domain/subsidies/evidence.ts';
import { formatSize } from '../../ui/file-size.ts';
import { useLanguage, useWords } from '../../ui/react-language.ts';
import { api, type Review } from '../api.ts';
import { attachmentMessages } from '../messages/attachment-messages.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { MarkControl } from './mark-control.tsx';
import type { Gap, VerdictDraft } from './verdict-draft.ts';
import { withMark } from './verdict-draft.ts';

type Attachment = Review['attachments'][number];

interface Props {
  review: Review;
  draft: VerdictDraft;
  /** Whether pieces can be marked now. */
  marking: boolean;
  gaps: readonly Gap[];
  onDraft: (draft: VerdictDraft) => void;
}

/** The evidence, piece by piece, with what a correction changed of it and a mark for what is to be corrected. */
export function AttachmentsPanel({ review, draft, marking, gaps, onDraft }: Props) {
  const words = useWords(attachmentMessages);
  const language = useLanguage();
  const { policy, attachments, previousAttachments, application } = review;
  if (policy.evidence.length === 0) return null;
  const before = previousAttachments ?? attachments;
  const asked = application.decisions.findLast(({ outcome }) => outcome === 'return')?.corrections ?? [];
  return (
    <section className="card" aria-labelledby="evidence">
      <h2 id="evidence">
        {words.title} <span className="quiet">{words.count(attachments.length)}</span>
      </h2>
      {attachments.some(({ scan }) => scan === 'not-scanned') && <p className="quiet">{words.notScanned}</p>}
      <dl className="evidence">
        {policy.evidence.map(({ id, label, required }) => {
          const field = evidencePath(id);
          const mine = ({ evidenceId }: Attachment) => evidenceId === id;
          const now = attachments.filter(mine);
          const removed = before.filter(mine).filter((one) => !isAmong(one, now));
          const note = asked.find((correction) => correction.field === field)?.note;
          return (
            <div key={id} className={draft.marks[field] === undefined ? undefined : 'marked'}>
              <dt>
                {label[language]} {required && <span className="under">{words.required}</span>}
              </dt>
              <dd>
                {now.length + removed.length === 0 && <span className="quiet">{words.none}</span>}
                {now.map((attachment) => (
                  <AttachedFile
                    key={attachment.attachmentId}
                    applicationId={application.applicationId}
                    attachment={attachment}
                    sign={isAmong(attachment, before) ? undefined : words.added}
                  />
                ))}
                {removed.map((attachment) => (
                  <AttachedFile
                    key={attachment.attachmentId}
                    applicationId={application.applicationId}
                    attachment={attachment}
                    sign={words.removed}
                    gone
                  />
                ))}
                {note && (
                  <p className="under">
                    {words.askedBefore}
                    {note}
                  </p>
                )}
                {marking && (
                  <MarkControl
                    field={field}
                    label={label[language]}
                    mark={draft.marks[field]}
                    lacksNote={gaps.some((gap) => gap.what === 'mark-note' && gap.field === field)}
                    onMark={(wanted) => onDraft(withMark(draft, field, wanted))}
                  />
                )}
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}

function isAmong({ attachmentId }: Attachment, others: readonly Attachment[]): boolean {
  return others.some((other) => other.attachmentId === attachmentId);
}

/** One file: what it is, a download, and for a picture a look at it in its place. */
function AttachedFile({
  applicationId,
  attachment,
  sign,
  gone = false,
}: {
  applicationId: string;
  attachment: Attachment;
  sign: string | undefined;
  gone?: boolean;
}) {
  const words = useWords(attachmentMessages);
  const { attachmentId, name, type, size, sha256, scan } = attachment;
  const [picture, setPicture] = useState<string>();
  useEffect(() => () => URL.revokeObjectURL(picture ?? ''), [picture]);
  const fetched = useMutation({
    mutationFn: async (purpose: 'download' | 'preview') => {
      const { url } = await api.downloadAttachment({ params: { applicationId, attachmentId } });
      if (purpose === 'download') return location.assign(url);
      const answer = await fetch(url);
      setPicture(URL.createObjectURL(await answer.blob()));
    },
  });
  const isPicture = fileTypes[type].mediaType.startsWith('image/');
  return (
    <div className="attached">
      <p>
        {gone ? <del className="file-name">{name}</del> : <span className="file-name">{name}</span>}
        {sign && <span className="tag">{sign}</span>}
      </p>
      <p className="under">
        {fileTypes[type].name} · {formatSize(size)} · {words.scan[scan]} ·{' '}
        <span className="code" title={words.digestTitle}>
          {words.digest(sha256.slice(0, 12))}
        </span>
      </p>
      <Button
        size="small"
        loading={fetched.isPending && fetched.variables === 'download'}
        aria-label={words.downloadOf(name)}
        onClick={() => fetched.mutate('download')}
      >
        {words.download}
      </Button>{' '}
      {isPicture && (
        <Button
          size="small"
          loading={fetched.isPending && fetched.variables === 'preview'}
          aria-label={picture ? words.closeOf(name) : words.previewOf(name)}
          aria-expanded={picture !== undefined}
          onClick={() => (picture ? setPicture(undefined) : fetched.mutate('preview'))}
        >
          {picture ? words.close : words.preview}
        </Button>
      )}
      {Boolean(fetched.error) && <ProblemNotice error={fetched.error} />}
      {picture && <img className="picture" src={picture} alt={words.picture(name)} />}
    </div>
  );
}
