import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { ProblemError } from '../../../contract/client-errors.ts';
import type { PolicyContent } from '../../../domain/subsidies/policy-draft.ts';
import { api, type PolicyDraftView } from '../api.ts';

/** Milliseconds of quiet after which what is typed is saved. */
const QUIET_MS = 700;

export const policiesKey = ['policy-drafts'] as const;
const draftKey = (policyId: string) => ['policy-draft', policyId] as const;

export type Saving = { is: 'saved' | 'changed' | 'saving' | 'conflict' } | { is: 'failed'; error: unknown };

/** A draft as the editor shows it: what is stored, and what is typed on top of it. */
export function usePolicyDraft(policyId: string) {
  const queries = useQueryClient();
  const stored = useQuery({
    queryKey: draftKey(policyId),
    queryFn: () => api.getPolicyDraft({ params: { policyId } }),
    refetchOnWindowFocus: false,
  });
  /** Typed and not stored yet; the draft's version it was typed over goes along. */
  const [typed, setTyped] = useState<{ content: PolicyContent; version: number }>();
  const [saving, setSaving] = useState<Saving>({ is: 'saved' });
  const waiting = useRef(typed);
  const busy = useRef(false);

  const show = useCallback(
    (draft: PolicyDraftView) => {
      queries.setQueryData(draftKey(policyId), draft);
      return queries.invalidateQueries({ queryKey: policiesKey });
    },
    [queries, policyId],
  );

  const save = useCallback(async (): Promise<void> => {
    if (busy.current) return;
    busy.current = true;
    try {
      while (waiting.current) {
        const sent = waiting.current;
        setSaving({ is: 'saving' });
        const draft = await api.savePolicyDraft({ params: { policyId }, body: sent });
        void show(draft);
        // Typed on meanwhile: that goes over what was just stored.
        waiting.current =
          waiting.current === sent ? undefined : { ...waiting.current, version: draft.version };
        setTyped(waiting.current);
      }
      setSaving({ is: 'saved' });
    } catch (error) {
      const conflict = error instanceof ProblemError && error.code === 'version-changed';
      setSaving(conflict ? { is: 'conflict' } : { is: 'failed', error });
    } finally {
      busy.current = false;
    }
  }, [policyId, show]);

  useEffect(() => {
    if (!typed) return;
    const timer = setTimeout(() => void save(), QUIET_MS);
    return () => clearTimeout(timer);
  }, [typed, save]);
  // Typed a moment ago and gone to another page: saved without waiting for the quiet.
  useEffect(() => () => void save(), [save]);

  const change = useCallback(
    (next: (content: PolicyContent) => PolicyContent) => {
      const draft = queries.getQueryData<PolicyDraftView>(draftKey(policyId));
      if (!draft) return;
      const over = waiting.current ?? { content: draft.content, version: draft.version };
      waiting.current = { ...over, content: next(over.content) };
      setTyped(waiting.current);
      setSaving((now) => (now.is === 'conflict' ? now : { is: 'changed' }));
    },
    [queries, policyId],
  );

  /** Settles a conflict: what the colleague saved, or what stands here. */
  const settle = async (take: 'theirs' | 'mine') => {
    const mine = waiting.current;
    waiting.current = undefined;
    const { data } = await stored.refetch();
    if (take === 'mine' && mine && data) waiting.current = { ...mine, version: data.version };
    setTyped(waiting.current);
    setSaving({ is: 'saved' });
    await save();
  };

  const draft = stored.data;
  return {
    draft,
    error: stored.error,
    refetch: stored.refetch,
    content: typed?.content ?? draft?.content ?? {},
    saving,
    change,
    save,
    settle,
    show,
  };
}
