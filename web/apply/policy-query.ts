import { useQuery } from '@tanstack/react-query';
import { api } from './api.ts';

/** A policy with its form; it does not change while a page is open. */
export function usePolicy(policyId: string) {
  return useQuery({
    queryKey: ['policy', policyId],
    queryFn: () => api.getPolicy({ params: { policyId } }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
