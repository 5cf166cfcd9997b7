import { openSession, type Session } from '../ui/session.ts';

const open = () => openSession('console');

/** The officer's session; a sign-in that comes back is completed before the page is drawn. */
export const session: Session = await open().catch(unopened);

/** Where the session cannot be opened, or a sign-in has failed, nobody is signed in; signing in tries again. */
function unopened(): Session {
  return {
    person: () => undefined,
    accessToken: async () => undefined,
    signIn: async () => (await open()).signIn(),
    signOut: async () => undefined,
  };
}
