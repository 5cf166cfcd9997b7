import { DomainError } from '../errors.ts';
import type { Actor } from '../identity.ts';
import { queueOf, queuesOf, type StageId } from '../subsidies/review.ts';

/**
 * Whose inbox (收件箱) a notice lies in: an enterprise's, that of a queue and so of all who work in it, or the auditors'.
 * Never holds `|`, which separates it from a person in keys.
 */
export type Inbox = string;

export function enterpriseInbox(uscc: string): Inbox {
  return `ENTERPRISE#${uscc}`;
}

export function queueInbox(stage: StageId, officeId: string): Inbox {
  return `QUEUE#${queueOf(stage, officeId)}`;
}

export const AUDITORS: Inbox = 'ROLE#auditor';

/**
 * The inbox of a signed-in person.
 * @throws DomainError `role-not-allowed` where his role or identity names none
 */
export function inboxOf(actor: Pick<Actor, 'role' | 'uscc' | 'officeId'>): Inbox {
  if (actor.role === 'enterprise' && actor.uscc) return enterpriseInbox(actor.uscc);
  if (actor.role === 'auditor') return AUDITORS;
  const [mine] = queuesOf(actor);
  if (!mine) throw new DomainError('role-not-allowed');
  return `QUEUE#${mine.queue}`;
}
