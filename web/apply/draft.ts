import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { PolicyField } from '../../domain/subsidies/policy.ts';
import { api, isProblem } from './api.ts';
import { answersOf, type Typed, typedOf } from './typed-answers.ts';

/** Milliseconds of quiet after which what is typed is saved. */
const QUIET_MS = 700;

export type SaveState =
  | { is: 'loading' }
  | { is: 'idle' }
  | { is: 'saving' }
  | { is: 'saved'; at: string }
  | { is: 'not-saved'; error: unknown }
  | { is: 'conflict' };

/**
 * The enterprise's draft of a policy, saved as typed. One save at a time; a change while one is under way is saved
 * after it. A draft that was changed on another device is not overwritten unasked.
 */
export function useDraft(policyId: string, fields: readonly PolicyField[] | undefined) {
  const queries = useQueryClient();
  const [typed, setTyped] = useState<Typed>({});
  const [state, setState] = useState<SaveState>({ is: 'loading' });
  const version = useRef(0);
  const latest = useRef<Typed>({});
  const dirty = useRef(false);
  const saving = useRef<Promise<boolean>>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const load = useCallback(async () => {
    if (!fields) return;
    try {
      const draft = await api.getDraft({ params: { policyId } });
      version.current = draft.version;
      latest.current = typedOf(fields, draft.answers);
      setTyped(latest.current);
      setState({ is: 'saved', at: draft.savedAt });
    } catch (error) {
      setState(isProblem(error, 'draft-not-found') ? { is: 'idle' } : { is: 'not-saved', error });
    }
  }, [policyId, fields]);

  useEffect(() => {
    load();
  }, [load]);

  const saveAll = useCallback(async (): Promise<boolean> => {
    while (dirty.current) {
      dirty.current = false;
      setState({ is: 'saving' });
      try {
        const answers = answersOf(fields ?? [], latest.current);
        const draft = await api.saveDraft({
          params: { policyId },
          body: { answers, version: version.current },
        });
        version.current = draft.version;
        setState({ is: 'saved', at: draft.savedAt });
        queries.invalidateQueries({ queryKey: ['draft', policyId] });
      } catch (error) {
        dirty.current = true;
        setState(isProblem(error, 'version-changed') ? { is: 'conflict' } : { is: 'not-saved', error });
        return false;
      }
    }
    return true;
  }, [policyId, fields, queries]);

  /** Saves what is not saved yet. Resolves with whether all that was typed is safe. */
  const save = useCallback((): Promise<boolean> => {
    clearTimeout(timer.current);
    saving.current ??= saveAll().finally(() => {
      saving.current = undefined;
    });
    return saving.current;
  }, [saveAll]);

  const change = useCallback(
    (fieldId: string, value: string | boolean) => {
      latest.current = { ...latest.current, [fieldId]: value };
      dirty.current = true;
      setTyped(latest.current);
      clearTimeout(timer.current);
      timer.current = setTimeout(save, QUIET_MS);
    },
    [save],
  );

  // Typed a moment ago and gone to another page or app, or the network is back: saved without waiting for the quiet.
  useEffect(() => {
    window.addEventListener('online', save);
    document.addEventListener('visibilitychange', save);
    return () => {
      window.removeEventListener('online', save);
      document.removeEventListener('visibilitychange', save);
      save();
    };
  }, [save]);

  /** Settles a conflict: what the other device saved, or what stands here. */
  const settle = useCallback(
    async (take: 'theirs' | 'mine') => {
      if (take === 'theirs') {
        dirty.current = false;
        return load();
      }
      version.current = (await api.getDraft({ params: { policyId } })).version;
      await save();
    },
    [policyId, load, save],
  );

  return { typed, state, change, save, settle };
}
