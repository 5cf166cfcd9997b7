import { Link } from 'wouter';
import { NoticeList } from '../ui/notices/notice-list.tsx';
import { noticeMessages } from '../ui/notices/notice-messages.ts';
import { useNotices } from '../ui/notices/use-notices.ts';
import { useWords } from '../ui/react-language.ts';
import { api } from './api.ts';
import { Page, Problem, Skeleton } from './page.tsx';

/** The enterprise's inbox (收件箱). */
export default function NoticesPage() {
  const words = useWords(noticeMessages);
  const { pages, notices, marking, markRead, markReadUpTo } = useNotices(api);
  const [newest] = notices ?? [];
  return (
    <Page title={words.title}>
      <p className="lead">{words.intro}</p>
      <p>
        <Link href="/notices/settings">{words.settings}</Link>
      </p>
      <Problem error={pages.error} onAgain={pages.refetch} />
      <Problem error={marking.error} />
      {!notices && !pages.error && <Skeleton />}
      {notices && !newest && (
        <div className="card">
          <h2>{words.empty}</h2>
          <p>{words.emptyForEnterprise}</p>
        </div>
      )}
      {newest && notices?.some(({ read }) => !read) && (
        <button type="button" onClick={() => markReadUpTo(newest.noticeId)}>
          {words.markAllRead}
        </button>
      )}
      {newest && (
        <NoticeList
          notices={notices ?? []}
          onRead={markRead}
          link={(applicationId, text, onOpen) => (
            <Link href={`/applications/${applicationId}`} onClick={onOpen}>
              {text}
            </Link>
          )}
        />
      )}
      {pages.hasNextPage && (
        <button type="button" disabled={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {words.more}
        </button>
      )}
    </Page>
  );
}
