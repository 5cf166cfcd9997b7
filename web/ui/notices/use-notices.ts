import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { noticeCalls } from '../../../contract/calls.ts';
import type { Client } from '../../../contract/client.ts';
import type { ResponseOf } from '../../../contract/routes.ts';

/** The part of an app's client that inboxes need. */
export type NoticeApi = Client<keyof typeof noticeCalls>;
export type NoticeView = ResponseOf<'listNotices'>['notices'][number];

/** Quiet: a notice is no alarm. A hidden page asks nothing at all (TanStack Query sees to that). */
const POLL_MS = 15_000;
const noticesKey = ['notices'] as const;

/** How many notices the person has not read, as shown: `0` to `99`, then `99+`. @param enabled off for nobody */
export function useUnread(api: NoticeApi, enabled: boolean): string {
  const { data } = useQuery({
    queryKey: [...noticesKey, 'unread'],
    queryFn: ({ signal }) => api.countUnreadNotices({}, { signal }),
    enabled,
    refetchInterval: POLL_MS,
  });
  const unread = data?.unread ?? 0;
  return unread > 99 ? '99+' : String(unread);
}

/** The person's notices, page by page, and what marks them as read. */
export function useNotices(api: NoticeApi) {
  const queries = useQueryClient();
  const pages = useInfiniteQuery({
    queryKey: [...noticesKey, 'list'],
    queryFn: ({ pageParam, signal }) =>
      api.listNotices({ query: { limit: 30, ...(pageParam ? { cursor: pageParam } : {}) } }, { signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: POLL_MS,
  });
  const marking = useMutation({
    mutationFn: (body: { noticeId: string; andOlder: boolean }) => api.markNoticesRead({ body }),
    onSuccess: () => queries.invalidateQueries({ queryKey: noticesKey }),
  });
  return {
    pages,
    notices: pages.data?.pages.flatMap((page) => page.notices),
    marking,
    markRead: (noticeId: string) => marking.mutate({ noticeId, andOlder: false }),
    markReadUpTo: (noticeId: string) => marking.mutate({ noticeId, andOlder: true }),
  };
}
