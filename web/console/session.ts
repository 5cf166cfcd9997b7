import { openSession, type Session } from '../ui/session.ts';

/** The officer's session; a sign-in that comes back is completed before the page is drawn. */
export const session: Session = await openSession('console');
