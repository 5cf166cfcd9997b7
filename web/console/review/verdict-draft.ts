import type { Outcome, ReasonCode, Verdict } from '../../../domain/subsidies/review.ts';

/** What an officer has typed towards a decision, whichever it will be. */
export interface VerdictDraft {
  /** What to correct, by field id. */
  marks: Readonly<Record<string, string>>;
  reasons: Readonly<Partial<Record<Outcome, ReasonCode>>>;
  notes: Readonly<Partial<Record<Outcome, string>>>;
}

export const emptyDraft: VerdictDraft = { marks: {}, reasons: {}, notes: {} };

/** What a draft still lacks for its decision. */
export type Gap =
  | { what: 'marks' }
  | { what: 'mark-note'; field: string }
  | { what: 'reason' }
  | { what: 'note' };

/** Marks a field for correction, or takes the mark away. */
export function withMark(draft: VerdictDraft, field: string, note: string | undefined): VerdictDraft {
  const { [field]: _taken, ...others } = draft.marks;
  return { ...draft, marks: note === undefined ? others : { ...others, [field]: note } };
}

/**
 * What the marks lack before the return can be talked about: at least one, and words for each.
 * @param fields the policy's fields, in the order of the form
 */
export function gapsInMarks({ marks }: VerdictDraft, fields: readonly string[]): Gap[] {
  const marked = fields.filter((field) => marks[field] !== undefined);
  if (marked.length === 0) return [{ what: 'marks' }];
  return marked.filter((field) => !marks[field]?.trim()).map((field): Gap => ({ what: 'mark-note', field }));
}

/**
 * The verdict that a draft amounts to, by the rules of `verdictSchema`.
 * @param flagged whether flags are open, so that an approval says how they were cleared
 * @returns the verdict, or what it lacks
 */
export function verdictOf(
  outcome: Outcome,
  draft: VerdictDraft,
  fields: readonly string[],
  flagged = false,
): { verdict: Verdict } | { gaps: Gap[] } {
  const note = draft.notes[outcome]?.trim();
  const noted = note ? { note } : {};
  if (outcome === 'approve')
    return flagged && !note ? { gaps: [{ what: 'note' }] } : { verdict: { outcome, ...noted } };
  const reasonCode = draft.reasons[outcome];
  const gaps: Gap[] = [
    ...(outcome === 'return' ? gapsInMarks(draft, fields) : []),
    ...(reasonCode ? [] : [{ what: 'reason' } as const]),
    ...(outcome === 'reject' && !note ? [{ what: 'note' } as const] : []),
  ];
  if (gaps.length > 0 || !reasonCode) return { gaps };
  if (outcome === 'reject') return { verdict: { outcome, reasonCode, note: note ?? '' } as Verdict };
  const corrections = fields.flatMap((field) => {
    const mark = draft.marks[field]?.trim();
    return mark ? [{ field, note: mark }] : [];
  });
  return { verdict: { outcome, reasonCode, corrections, ...noted } as Verdict };
}
