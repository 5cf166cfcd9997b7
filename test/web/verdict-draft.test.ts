import { describe, expect, it } from 'vitest';
import { verdictSchema } from '../../domain/subsidies/review.ts';
import { emptyDraft, gapsInMarks, verdictOf, withMark } from '../../web/console/review/verdict-draft.ts';

const fields = ['resumedOn', 'employeesReturned', 'industry'];

/** The verdict, which the contract has to take as it is. */
function verdictIn(answer: ReturnType<typeof verdictOf>) {
  if (!('verdict' in answer)) throw new Error('no verdict');
  return verdictSchema.parse(answer.verdict);
}

describe('the draft of a decision', () => {
  it('approves without a word, and leaves a blank note out', () => {
    expect(verdictIn(verdictOf('approve', { ...emptyDraft, notes: { approve: '  ' } }, fields))).toEqual({
      outcome: 'approve',
    });
  });

  it('returns the marked fields in the order of the form, with trimmed notes', () => {
    const marked = withMark(withMark(emptyDraft, 'industry', ' wrong '), 'resumedOn', 'which day?');
    const draft = { ...marked, reasons: { return: 'statement-unclear' } } as const;
    expect(verdictIn(verdictOf('return', draft, fields))).toEqual({
      outcome: 'return',
      reasonCode: 'statement-unclear',
      corrections: [
        { field: 'resumedOn', note: 'which day?' },
        { field: 'industry', note: 'wrong' },
      ],
    });
  });

  it('asks for a mark, then for words at each mark, then for the reason', () => {
    expect(gapsInMarks(emptyDraft, fields)).toEqual([{ what: 'marks' }]);
    const silent = withMark(withMark(emptyDraft, 'industry', ' '), 'resumedOn', 'which day?');
    expect(gapsInMarks(silent, fields)).toEqual([{ what: 'mark-note', field: 'industry' }]);
    const spoken = withMark(silent, 'industry', 'wrong');
    expect(verdictOf('return', spoken, fields)).toEqual({ gaps: [{ what: 'reason' }] });
  });

  it('takes a mark away again', () => {
    const marked = withMark(emptyDraft, 'industry', 'wrong');
    expect(withMark(marked, 'industry', undefined).marks).toEqual({});
  });

  it('rejects only with a reason and a note, whatever was typed for other decisions', () => {
    const typed = {
      ...emptyDraft,
      reasons: { return: 'statement-unclear' },
      notes: { return: 'n' },
    } as const;
    expect(verdictOf('reject', typed, fields)).toEqual({ gaps: [{ what: 'reason' }, { what: 'note' }] });
    const complete = {
      ...typed,
      reasons: { reject: 'resumed-too-late' },
      notes: { reject: 'on 25 Feb' },
    } as const;
    expect(verdictIn(verdictOf('reject', complete, fields))).toEqual({
      outcome: 'reject',
      reasonCode: 'resumed-too-late',
      note: 'on 25 Feb',
    });
  });
});
