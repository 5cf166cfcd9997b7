import { useInfiniteQuery } from '@tanstack/react-query';
import { api } from '../api.ts';

export const venuesKey = ['venues'] as const;

/** The venues, page by page. */
export function useVenues() {
  return useInfiniteQuery({
    queryKey: venuesKey,
    queryFn: ({ pageParam, signal }) =>
      api.listVenues({ query: { limit: 100, ...(pageParam ? { cursor: pageParam } : {}) } }, { signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
  });
}
