import { useState } from 'react';
import type { ReviewTask } from '../api.ts';

/** As many as one bulk decision takes. */
export const MOST_AT_ONCE = 200;

/** Which reviews are selected for a decision together. */
export interface Selection {
  /** Whether this officer could decide it: nobody else holds it. */
  canSelect: (task: ReviewTask) => boolean;
  has: (task: ReviewTask) => boolean;
  select: (tasks: readonly ReviewTask[], on: boolean) => void;
  clear: () => void;
}

/** @param me subject of the officer */
export function useSelection(me: string): Selection {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const canSelect = ({ claim }: ReviewTask) => !claim || claim.by === me;
  return {
    canSelect,
    has: (task) => selected.has(task.applicationId) && canSelect(task),
    select: (tasks, on) =>
      setSelected((before) => {
        const next = new Set(before);
        for (const { applicationId } of tasks) {
          if (on && next.size < MOST_AT_ONCE) next.add(applicationId);
          else next.delete(applicationId);
        }
        return next;
      }),
    clear: () => setSelected(new Set()),
  };
}
