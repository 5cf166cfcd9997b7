import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { AuditEvent } from '../../../domain/audit.ts';
import type { RecordHead } from '../../../domain/trail/chain.ts';
import { api } from '../api.ts';
import { checkChain } from './check-chain.ts';
import { computesHashes, sha256 } from './sha256.ts';

/** As many as one page of the API holds. */
const PAGE = 100;

export type Order = 'oldest' | 'newest';

/** The events of one record, page by page. */
export function useEvents(entity: string, order: Order) {
  return useInfiniteQuery({
    queryKey: ['trail', 'events', entity, order],
    queryFn: ({ pageParam, signal }) =>
      api.listAuditEvents(
        { query: { entity, order, limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) } },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
  });
}

/** The records that changed on a day; today, by the server's clock, where none is given. */
export function useDay(day: string | undefined) {
  return useInfiniteQuery({
    queryKey: ['trail', 'day', day],
    queryFn: ({ pageParam, signal }) =>
      api.listAuditedRecords(
        { query: { limit: 50, ...(day ? { day } : {}), ...(pageParam ? { cursor: pageParam } : {}) } },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
  });
}

/** What is known of the chain of the events that are loaded; checked in this browser, anew whenever more of them are. */
export function useChainState(
  entity: string,
  loaded: readonly AuditEvent[],
  head: RecordHead | undefined,
  toEnd: boolean,
) {
  const events = loaded.toSorted((a, b) => a.seq - b.seq);
  return useQuery({
    queryKey: ['trail', 'chain', entity, events.length, events.at(-1)?.hash, head?.hash, toEnd],
    queryFn: () => checkChain(events, head, toEnd, sha256),
    enabled: computesHashes && events.length > 0,
    gcTime: 0,
  });
}
