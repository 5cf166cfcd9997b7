import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, type ReviewTask } from '../api.ts';
import { pollPause } from '../attention.ts';

/** As many as one page of the API holds; an office's queue is usually one page. */
const PAGE = 100;

export const queueKey = ['reviewTasks'] as const;

/** The officer's queue, page by page, kept up to date while the page is looked at. */
export function useQueue() {
  return useInfiniteQuery({
    queryKey: [...queueKey, 'all'],
    queryFn: ({ pageParam, signal }) =>
      api.listReviewTasks(
        { query: { limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) } },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: pollPause,
  });
}

/** All reviews that the officer holds. @param enabled off where the loaded queue is complete and tells it already */
export function useClaimed(enabled: boolean) {
  return useQuery({
    queryKey: [...queueKey, 'mine'],
    queryFn: async ({ signal }) => {
      const tasks: ReviewTask[] = [];
      let cursor: string | undefined;
      do {
        const page = await api.listReviewTasks(
          { query: { limit: PAGE, claimedByMe: 'true', ...(cursor ? { cursor } : {}) } },
          { signal },
        );
        tasks.push(...page.tasks);
        cursor = page.nextCursor;
      } while (cursor);
      return tasks;
    },
    enabled,
    refetchInterval: () => pollPause() * 5,
  });
}
