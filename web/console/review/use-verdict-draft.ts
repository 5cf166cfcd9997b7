import { useState } from 'react';
import { emptyDraft, type VerdictDraft } from './verdict-draft.ts';

/**
 * The draft of a decision, kept for the tab: a reload, a lost connection or a new sign-in loses nothing typed.
 * @returns the draft, how to change it, and how to forget it once decided
 */
export function useVerdictDraft(
  applicationId: string,
): [VerdictDraft, (draft: VerdictDraft) => void, () => void] {
  const key = `fugong.console.draft.${applicationId}`;
  const [draft, setDraft] = useState<VerdictDraft>(() => {
    const kept = sessionStorage.getItem(key);
    return kept ? (JSON.parse(kept) as VerdictDraft) : emptyDraft;
  });
  const change = (next: VerdictDraft) => {
    sessionStorage.setItem(key, JSON.stringify(next));
    setDraft(next);
  };
  const forget = () => {
    sessionStorage.removeItem(key);
    setDraft(emptyDraft);
  };
  return [draft, change, forget];
}
