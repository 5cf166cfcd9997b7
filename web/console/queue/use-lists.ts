import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api } from '../api.ts';
import { pollPause } from '../attention.ts';
import { queueKey } from './use-queue.ts';

const PAGE = 50;
/** A figure on a button and a list of the past need not follow within a second. */
const calmly = () => pollPause() * 10;

/** How much there is in each of the officer's lists. */
export function useCounts() {
  return useQuery({
    queryKey: [...queueKey, 'counts'],
    queryFn: ({ signal }) => api.countReviews({}, { signal }),
    refetchInterval: calmly,
  });
}

const page = (cursor: string) => ({ query: { limit: PAGE, ...(cursor ? { cursor } : {}) } });

/** What the officer decided, newest first, page by page. */
export function useDecided() {
  return useInfiniteQuery({
    queryKey: [...queueKey, 'done'],
    queryFn: ({ pageParam, signal }) => api.listDecidedReviews(page(pageParam), { signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: calmly,
  });
}

/** What the officer watches, page by page. */
export function useWatched() {
  return useInfiniteQuery({
    queryKey: [...queueKey, 'watching'],
    queryFn: ({ pageParam, signal }) => api.listWatchedReviews(page(pageParam), { signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: calmly,
  });
}
