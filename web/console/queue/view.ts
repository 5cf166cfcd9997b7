import type { ReviewTask } from '../api.ts';

export const orders = ['due', 'submitted', 'amount'] as const;
export type Order = (typeof orders)[number];

/** An officer's lists: to do (待办), claimed by him, done (已办), watched (关注). */
export const lists = ['toDo', 'mine', 'done', 'watching'] as const;
export type List = (typeof lists)[number];

/** Which list is shown, and which part of it how; it lives in the address, so that it can be kept and sent. */
export interface View {
  list: List;
  policyId?: string;
  overdue: boolean;
  unclaimed: boolean;
  order: Order;
}

/** Reads a view from the address; what it does not know, it leaves out. */
export function viewOf(search: URLSearchParams): View {
  const policyId = search.get('policy');
  return {
    list: lists.find((list) => list === search.get('show')) ?? 'toDo',
    ...(policyId ? { policyId } : {}),
    overdue: search.has('overdue'),
    unclaimed: search.has('unclaimed'),
    order: orders.find((order) => order === search.get('sort')) ?? 'due',
  };
}

/** The address's part that stands for a view; the plain view stands for nothing. */
export function searchOf(view: View): URLSearchParams {
  return new URLSearchParams([
    ...(view.list === 'toDo' ? [] : [['show', view.list]]),
    ...(view.policyId ? [['policy', view.policyId]] : []),
    ...(view.overdue ? [['overdue', '1']] : []),
    ...(view.unclaimed ? [['unclaimed', '1']] : []),
    ...(view.order === 'due' ? [] : [['sort', view.order]]),
  ]);
}

/** Whether a view hides anything. */
export function isFiltered(view: View): boolean {
  return view.policyId !== undefined || view.overdue || view.unclaimed;
}

/** The tasks of a view in its order; equal ones by receipt code, so that nothing jumps. */
export function tasksIn(view: View, tasks: readonly ReviewTask[]): ReviewTask[] {
  return tasks
    .filter(
      (task) =>
        (view.policyId === undefined || task.policyId === view.policyId) &&
        (!view.overdue || task.overdue) &&
        (!view.unclaimed || !task.claim),
    )
    .sort((a, b) => compare[view.order](a, b) || a.applicationId.localeCompare(b.applicationId));
}

const compare: Record<Order, (a: ReviewTask, b: ReviewTask) => number> = {
  due: (a, b) => a.dueAt.localeCompare(b.dueAt),
  submitted: (a, b) => a.submittedAt.localeCompare(b.submittedAt),
  amount: (a, b) => b.amountFen - a.amountFen,
};
