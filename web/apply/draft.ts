import { useCallback, useEffect, useRef, useState } from 'react';
import type { Answers } from '../../domain/subsidies/answers.ts';
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
  const [typed, setTyped] = useState<Typed>({});
  const [state, setState] = useState<SaveState>({ is: 'loading' });
  const version = useRef(0);
  const latest = useRef<Typed>({});
  const dirty = useRef(false);
  const saving = useRef(false);
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
    return () => clearTimeout(timer.current);
  }, [load]);

  const save = useCallback(async (): Promise<Answers> => {
    clearTimeout(timer.current);
    const answers = answersOf(fields ?? [], latest.current);
    if (saving.current || !dirty.current) return answers;
    saving.current = true;
    dirty.current = false;
    setState({ is: 'saving' });
    try {
      const draft = await api.saveDraft({
        params: { policyId },
        body: { answers, version: version.current },
      });
      version.current = draft.version;
      setState({ is: 'saved', at: draft.savedAt });
    } catch (error) {
      dirty.current = true;
      setState(isProblem(error, 'version-changed') ? { is: 'conflict' } : { is: 'not-saved', error });
      return answers;
    } finally {
      saving.current = false;
    }
    return dirty.current ? save() : answers;
  }, [policyId, fields]);

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

  useEffect(() => {
    window.addEventListener('online', save);
    return () => window.removeEventListener('online', save);
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
