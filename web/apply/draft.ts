import { queryOptions } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import type { ProfileFacts } from '../../domain/enterprises/profile.ts';
import type { Answers } from '../../domain/subsidies/answers.ts';
import type { PolicyField } from '../../domain/subsidies/policy.ts';
import { prefilledAnswers } from '../../domain/subsidies/prefill.ts';
import { api, isProblem } from './api.ts';
import { queries } from './queries.ts';
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
 * The enterprise's draft of a policy, saved as typed. It lives as long as the tab, not the page: what was typed a moment
 * before the page was left, or while the network was away, is neither lost nor seen in an older form. One save at a
 * time; a change while one is under way is saved after it. A draft that was changed on another device is not overwritten
 * unasked.
 */
function openDraft(policyId: string) {
  let shown: { typed: Typed; state: SaveState } = { typed: {}, state: { is: 'loading' } };
  let fields: readonly PolicyField[] = [];
  let facts: ProfileFacts = {};
  let version = 0;
  let dirty = false;
  /** What the profile gave stands in the form, and in no draft yet. */
  let prefilled = false;
  let saving: Promise<boolean> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const listeners = new Set<() => void>();

  const show = (change: Partial<typeof shown>) => {
    shown = { ...shown, ...change };
    for (const listener of listeners) listener();
  };

  async function saveAll(): Promise<boolean> {
    while (dirty) {
      dirty = false;
      prefilled = false;
      show({ state: { is: 'saving' } });
      try {
        const answers = answersOf(fields, shown.typed);
        const draft = await api.saveDraft({ params: { policyId }, body: { answers, version } });
        version = draft.version;
        show({ state: { is: 'saved', at: draft.savedAt } });
        queries.invalidateQueries({ queryKey: draftQuery(policyId).queryKey });
      } catch (error) {
        dirty = true;
        show({
          state: isProblem(error, 'version-changed') ? { is: 'conflict' } : { is: 'not-saved', error },
        });
        return false;
      }
    }
    return true;
  }

  /** Saves what is not saved yet. Resolves with whether all that was typed is safe. */
  function save(): Promise<boolean> {
    clearTimeout(timer);
    saving ??= saveAll().finally(() => {
      saving = undefined;
    });
    return saving;
  }

  /** Saves what stands in the form, with what the profile gave. */
  function saveShown(): Promise<boolean> {
    dirty ||= prefilled;
    return save();
  }

  /** What is stored, begun with what the profile gives where nothing is answered yet. */
  function shownOf(answers: Answers): Typed {
    const given = prefilledAnswers({ fields }, facts);
    prefilled = Object.keys(given).some((field) => answers[field] === undefined);
    return typedOf(fields, { ...given, ...answers });
  }

  /** Takes what is stored, unless something typed here waits to be saved: that is newer. */
  async function load(asked: readonly PolicyField[], known: ProfileFacts): Promise<void> {
    fields = asked;
    facts = known;
    if (dirty || saving) {
      await save();
      return;
    }
    try {
      const draft = await api.getDraft({ params: { policyId } });
      if (dirty) return;
      version = draft.version;
      show({ typed: shownOf(draft.answers), state: { is: 'saved', at: draft.savedAt } });
    } catch (error) {
      if (dirty) return;
      if (!isProblem(error, 'draft-not-found')) return show({ state: { is: 'not-saved', error } });
      version = 0;
      show({ typed: shownOf({}), state: { is: 'idle' } });
    }
  }

  function change(fieldId: string, value: string | boolean): void {
    dirty = true;
    show({ typed: { ...shown.typed, [fieldId]: value } });
    clearTimeout(timer);
    timer = setTimeout(save, QUIET_MS);
  }

  /** Settles a conflict: what the other device saved, or what stands here. */
  async function settle(take: 'theirs' | 'mine'): Promise<void> {
    if (take === 'theirs') {
      dirty = false;
      return load(fields, facts);
    }
    version = (await api.getDraft({ params: { policyId } })).version;
    await save();
  }

  return {
    load,
    change,
    save,
    saveShown,
    settle,
    shown: () => shown,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const drafts = new Map<string, ReturnType<typeof openDraft>>();

function draftOf(policyId: string) {
  const draft = drafts.get(policyId) ?? openDraft(policyId);
  drafts.set(policyId, draft);
  return draft;
}

/** The stored draft of a policy, read after any save of it that is under way. */
export const draftQuery = (policyId: string) =>
  queryOptions({
    queryKey: ['draft', policyId],
    queryFn: async () => {
      await draftOf(policyId).save();
      return api.getDraft({ params: { policyId } });
    },
    staleTime: 0,
  });

/** The draft of a policy as its form shows and changes it, begun with what the profile gives. */
export function useDraft(
  policyId: string,
  fields: readonly PolicyField[] | undefined,
  facts: ProfileFacts | undefined,
) {
  const draft = draftOf(policyId);
  const { typed, state } = useSyncExternalStore(draft.subscribe, draft.shown);
  useEffect(() => {
    if (fields && facts) draft.load(fields, facts);
  }, [draft, fields, facts]);

  // Typed a moment ago and gone to another page or app, or the network is back: saved without waiting for the quiet.
  useEffect(() => {
    const { save } = draft;
    window.addEventListener('online', save);
    document.addEventListener('visibilitychange', save);
    return () => {
      window.removeEventListener('online', save);
      document.removeEventListener('visibilitychange', save);
      save();
    };
  }, [draft]);

  const { change, save, saveShown, settle } = draft;
  return { typed, state, change, save, saveShown, settle };
}
