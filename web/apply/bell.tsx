import { Link } from 'wouter';
import { noticeMessages } from '../ui/notices/notice-messages.ts';
import { useUnread } from '../ui/notices/use-notices.ts';
import { useWords } from '../ui/react-language.ts';
import { api, session } from './api.ts';

/** The way to the inbox, with how much is unread; nothing for who has none. */
export function Bell() {
  const words = useWords(noticeMessages);
  const mine = session.person()?.role === 'enterprise';
  const unread = useUnread(api, mine);
  if (!mine) return null;
  return (
    <Link href="/notices" className="bell">
      {words.title}
      {unread !== '0' && (
        <>
          <span className="count">{unread}</span>
          <span className="spoken">{words.unreadCounted}</span>
        </>
      )}
    </Link>
  );
}
