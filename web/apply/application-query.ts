import { useQuery } from '@tanstack/react-query';
import { api } from './api.ts';

/** One application of the enterprise, looked at again every other second while the page is seen. */
export function useApplication(applicationId: string) {
  return useQuery({
    queryKey: ['application', applicationId],
    queryFn: () => api.getApplication({ params: { applicationId } }),
    refetchInterval: 2_000,
    staleTime: 0,
  });
}
