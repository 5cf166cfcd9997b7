import type { ReactNode } from 'react';
import { formatReceiptCode } from '../../../domain/subsidies/receipt-code.ts';
import { formatMoment } from '../format.ts';
import { useLanguage, useWords } from '../react-language.ts';
import { noticeMessages } from './notice-messages.ts';
import type { NoticeView } from './use-notices.ts';

interface Props {
  notices: readonly NoticeView[];
  /** Whether the enterprise is named: an officer's notices are of many. */
  named?: boolean;
  /** The app's link to the application of a notice. */
  link: (applicationId: string, text: string, onOpen: () => void) => ReactNode;
  onRead: (noticeId: string) => void;
}

/** Notices, newest first: what happened, when, and the way to it; unread ones by a word and a mark. */
export function NoticeList({ notices, named = false, link, onRead }: Props) {
  const words = useWords(noticeMessages);
  const language = useLanguage();
  return (
    <ul className="notices">
      {notices.map(({ noticeId, kind, at, applicationId, enterpriseName, title, text, read }) => (
        <li key={noticeId} className={read ? kind : `${kind} unread`}>
          <p className="notice-head">
            {!read && <span className="unread-mark">{words.unread}</span>}
            <strong>{title[language]}</strong>
            <time dateTime={at}>{formatMoment(at, language)}</time>
          </p>
          <p>
            {named && `${enterpriseName} · `}
            {text[language]}
          </p>
          <p className="notice-ways">
            {link(applicationId, words.open(formatReceiptCode(applicationId)), () => {
              if (!read) onRead(noticeId);
            })}
            {!read && (
              <button type="button" className="mark-read" onClick={() => onRead(noticeId)}>
                {words.markRead}
              </button>
            )}
          </p>
        </li>
      ))}
    </ul>
  );
}
