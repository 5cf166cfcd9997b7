import { useQuery } from '@tanstack/react-query';
import { api, session } from './api.ts';

/** The enterprise's own profile, details masked; asks nothing for anyone else. */
export function useProfile() {
  return useQuery({
    queryKey: ['profile'],
    queryFn: () => api.getProfile(),
    enabled: session.person()?.role === 'enterprise',
  });
}
