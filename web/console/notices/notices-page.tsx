import { Button } from 'antd';
import { Link } from 'react-router';
import { NoticeList } from '../../ui/notices/notice-list.tsx';
import { noticeMessages } from '../../ui/notices/notice-messages.ts';
import { useNotices } from '../../ui/notices/use-notices.ts';
import { useWords } from '../../ui/react-language.ts';
import { api } from '../api.ts';
import { Loading } from '../loading.tsx';
import { PageTitle } from '../page-title.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { NOTICES_PATH } from '../screens.ts';

/** The inbox (收件箱) of the officer's queue, or of the auditors. */
export default function NoticesPage() {
  const words = useWords(noticeMessages);
  const { pages, notices, marking, markRead, markReadUpTo } = useNotices(api);
  const [newest] = notices ?? [];
  return (
    <>
      <PageTitle title={words.title}>
        <span className="quiet">{words.intro}</span>
        <Link to={`${NOTICES_PATH}/settings`}>{words.settings}</Link>
        {newest && notices?.some(({ read }) => !read) && (
          <Button onClick={() => markReadUpTo(newest.noticeId)}>{words.markAllRead}</Button>
        )}
      </PageTitle>
      {pages.isError && <ProblemNotice error={pages.error} onRetry={() => void pages.refetch()} />}
      {marking.isError && <ProblemNotice error={marking.error} />}
      {pages.isPending && <Loading />}
      {notices && !newest && (
        <div className="empty">
          <h2>{words.empty}</h2>
          <p>{words.emptyForOfficer}</p>
        </div>
      )}
      {newest && (
        <NoticeList
          notices={notices ?? []}
          named
          onRead={markRead}
          link={(applicationId, text, onOpen) => (
            <Link to={`/reviews/${applicationId}`} onClick={onOpen}>
              {text}
            </Link>
          )}
        />
      )}
      {pages.hasNextPage && (
        <p className="more">
          <Button loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {words.more}
          </Button>
        </p>
      )}
    </>
  );
}
