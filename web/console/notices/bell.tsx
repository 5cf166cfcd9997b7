import { NavLink } from 'react-router';
import type { Actor } from '../../../domain/identity.ts';
import { noticeMessages } from '../../ui/notices/notice-messages.ts';
import { useUnread } from '../../ui/notices/use-notices.ts';
import { useWords } from '../../ui/react-language.ts';
import { api } from '../api.ts';
import { hasInbox, NOTICES_PATH } from '../screens.ts';

/** The way to the inbox, with how much is unread; nothing for who has none. */
export function Bell({ person }: { person: Actor | undefined }) {
  const words = useWords(noticeMessages);
  const mine = person !== undefined && hasInbox(person.role);
  const unread = useUnread(api, mine);
  if (!mine) return null;
  return (
    <NavLink to={NOTICES_PATH} className="bell">
      {words.title}
      {unread !== '0' && (
        <>
          <span className="count">{unread}</span>
          <span className="spoken">{words.unreadCounted}</span>
        </>
      )}
    </NavLink>
  );
}
