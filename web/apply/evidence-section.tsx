import { useState } from 'react';
import { ProblemError } from '../../contract/client-errors.ts';
import { fileTypes } from '../../domain/files/file-type.ts';
import { evidencePath, MAX_ATTACHMENT_BYTES, MAX_ATTACHMENTS } from '../../domain/subsidies/evidence.ts';
import type { Language } from '../../domain/words.ts';
import { formatMegabytes, formatSize } from '../ui/file-size.ts';
import { useLanguage, useWords } from '../ui/react-language.ts';
import { controlId } from './answer-control.tsx';
import type { AttachmentView, PolicyView } from './api.ts';
import { evidenceMessages } from './evidence-messages.ts';
import type { Sending, Uploads } from './uploads.ts';

type Piece = PolicyView['evidence'][number];
const ACCEPTED = Object.values(fileTypes)
  .flatMap(({ extensions }) => extensions.map((extension) => `.${extension}`))
  .join(',');
const MEGABYTES = MAX_ATTACHMENT_BYTES / 1024 / 1024;

/** The evidence of a form: each piece with its files, what is on its way, and where to add. */
export function EvidenceSection({
  pieces,
  uploads,
  errors,
}: {
  pieces: readonly Piece[];
  uploads: Uploads;
  errors: Record<string, string>;
}) {
  const words = useWords(evidenceMessages);
  if (pieces.length === 0) return null;
  return (
    <fieldset>
      <legend>{words.title}</legend>
      <p className="quiet">{words.intro(MEGABYTES, MAX_ATTACHMENTS)}</p>
      <p className="quiet" role="status">
        {words.count(uploads.arrived.length, MAX_ATTACHMENTS)}
      </p>
      {pieces.map((piece) => (
        <EvidencePiece
          key={piece.id}
          piece={piece}
          uploads={uploads}
          error={errors[evidencePath(piece.id)]}
        />
      ))}
    </fieldset>
  );
}

/** One piece of evidence with its files. */
export function EvidencePiece({
  piece,
  uploads,
  error,
}: {
  piece: Piece;
  uploads: Uploads;
  error: string | undefined;
}) {
  const words = useWords(evidenceMessages);
  const language = useLanguage();
  const [over, setOver] = useState(false);
  const id = controlId(evidencePath(piece.id));
  const arrived = uploads.arrived.filter(({ evidenceId }) => evidenceId === piece.id);
  const sendings = uploads.sendings.filter(({ evidenceId }) => evidenceId === piece.id);
  return (
    <section className={error ? 'evidence wrong' : 'evidence'} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>
        {piece.label[language]}{' '}
        <span className={piece.required ? 'tag accent' : 'tag'}>
          {piece.required ? words.required : words.optional}
        </span>
      </h2>
      {error && (
        <p className="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
      {arrived.length + sendings.length > 0 && (
        <ul className="files">
          {arrived.map((attachment) => (
            <ArrivedFile key={attachment.attachmentId} attachment={attachment} uploads={uploads} />
          ))}
          {sendings.map((sending) => (
            <FileOnItsWay key={sending.id} sending={sending} uploads={uploads} />
          ))}
        </ul>
      )}
      <label
        className={over ? 'drop over' : 'drop'}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          uploads.add(piece.id, [...event.dataTransfer.files]);
        }}
      >
        <input
          id={id}
          className="file"
          type="file"
          multiple
          accept={ACCEPTED}
          aria-label={words.choose(piece.label[language])}
          aria-invalid={Boolean(error)}
          aria-describedby={error ? `${id}-error` : undefined}
          onChange={({ target }) => {
            uploads.add(piece.id, [...(target.files ?? [])]);
            // The same file chosen again is a choice again.
            target.value = '';
          }}
        />
        <span className="button">{words.chooseShort}</span> <span className="quiet">{words.drop}</span>
      </label>
    </section>
  );
}

/** What keeps a form from going on: a file that has not arrived, a required piece without one; by its path. */
export function evidenceErrors(
  pieces: readonly Piece[],
  { arrived, sendings }: Pick<Uploads, 'arrived' | 'sendings'>,
  language: Language,
  words: (typeof evidenceMessages)['zh'],
): Record<string, string> {
  return Object.fromEntries(
    pieces.flatMap(({ id, label, required }): [string, string][] => {
      if (sendings.some(({ evidenceId, state }) => evidenceId === id && state !== 'refused'))
        return [[evidencePath(id), words.busy]];
      const there = arrived.some(({ evidenceId }) => evidenceId === id);
      return required && !there ? [[evidencePath(id), words.missing(label[language])]] : [];
    }),
  );
}

function ArrivedFile({ attachment, uploads }: { attachment: AttachmentView; uploads: Uploads }) {
  const words = useWords(evidenceMessages);
  const { attachmentId, name, type, size, scan } = attachment;
  return (
    <li>
      <Thumbnail picture={uploads.pictureOf(attachmentId)} type={type} />
      <span className="file-name">{name}</span>
      <span className="quiet">
        {formatSize(size)} · {words.scan[scan]}
      </span>
      <button
        type="button"
        className="plain"
        aria-label={words.removeOf(name)}
        onClick={() => uploads.remove(attachmentId)}
      >
        {words.remove}
      </button>
    </li>
  );
}

function FileOnItsWay({ sending, uploads }: { sending: Sending; uploads: Uploads }) {
  const words = useWords(evidenceMessages);
  const { file, state, sent } = sending;
  return (
    <li>
      <span className="thumbnail" aria-hidden="true">
        {file.name.slice(file.name.lastIndexOf('.') + 1, file.name.lastIndexOf('.') + 5).toUpperCase()}
      </span>
      <span className="file-name">{file.name}</span>
      <span className={state === 'refused' ? 'field-error' : 'quiet'} role="status">
        {state === 'refused' ? whyRefused(sending, words) : words.states[state]}
        {state === 'sending' && ` ${Math.floor((sent / file.size) * 100)}%`}
      </span>
      {state !== 'refused' && (
        <progress max={file.size} value={sent} aria-label={words.progress(file.name)} />
      )}
      {state === 'paused' && (
        <button type="button" className="plain" aria-label={words.againOf(file.name)} onClick={uploads.again}>
          {words.again}
        </button>
      )}
      <button
        type="button"
        className="plain"
        aria-label={words.removeOf(file.name)}
        onClick={() => uploads.cancel(sending)}
      >
        {words.remove}
      </button>
    </li>
  );
}

/** The first letters of the type, or the picture itself where this page has it. */
function Thumbnail({ picture, type }: { picture: string | undefined; type: AttachmentView['type'] }) {
  return picture ? (
    <img className="thumbnail" src={picture} alt="" />
  ) : (
    <span className="thumbnail" aria-hidden="true">
      {fileTypes[type].name}
    </span>
  );
}

function whyRefused({ unfit, error, file }: Sending, words: (typeof evidenceMessages)['zh']): string {
  if (unfit === 'tooLarge') return words.tooLarge(formatMegabytes(file.size), MEGABYTES);
  if (unfit === 'tooMany') return words.tooMany(MAX_ATTACHMENTS);
  if (unfit) return words[unfit];
  if (error instanceof ProblemError) return error.fields[0]?.message ?? error.detail;
  return words.states.refused;
}
