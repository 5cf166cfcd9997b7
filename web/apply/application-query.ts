import { useQuery } from '@tanstack/react-query';
import { api, session } from './api.ts';

/** One application of the enterprise, looked at again every other second while the page is seen. */
export function useApplication(applicationId: string) {
  return useQuery({
    queryKey: ['application', applicationId],
    queryFn: () => api.getApplication({ params: { applicationId } }),
    refetchInterval: 2_000,
    staleTime: 0,
  });
}

/** The applications of the enterprise that is signed in, newest first; asks nothing for anyone else. */
export function useMyApplications() {
  return useQuery({
    queryKey: ['applications'],
    queryFn: () => api.listMyApplications(),
    enabled: session.person()?.role === 'enterprise',
    refetchInterval: 5_000,
  });
}
