import { Checkbox } from 'antd';
import { useWords } from '../../ui/react-language.ts';
import { reviewMessages } from '../messages/review-messages.ts';

/** Marks something for correction, with what to change. */
export function MarkControl({
  field,
  label,
  mark,
  lacksNote,
  onMark,
}: {
  /** What a correction names. */
  field: string;
  label: string;
  /** The note; undefined where it is not marked. */
  mark: string | undefined;
  lacksNote: boolean;
  onMark: (note: string | undefined) => void;
}) {
  const words = useWords(reviewMessages);
  const errorId = `mark-error-${field}`;
  return (
    <div className="mark">
      <Checkbox
        id={`mark-${field}`}
        checked={mark !== undefined}
        aria-label={words.markOf(label)}
        onChange={({ target }) => onMark(target.checked ? '' : undefined)}
      >
        {words.mark}
      </Checkbox>
      {mark !== undefined && (
        <input
          className="text-field"
          id={`note-${field}`}
          value={mark}
          maxLength={200}
          aria-label={words.noteOf(label)}
          aria-invalid={lacksNote}
          aria-describedby={lacksNote ? errorId : undefined}
          placeholder={words.notePlaceholder}
          onChange={({ target }) => onMark(target.value)}
        />
      )}
      {lacksNote && (
        <p id={errorId} className="field-error">
          {words.gaps['mark-note']}
        </p>
      )}
    </div>
  );
}
