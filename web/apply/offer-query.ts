import { useQuery } from '@tanstack/react-query';
import { api, session } from './api.ts';

/** What the enterprise qualifies for and only has to confirm; asks nothing for anyone else. */
export function useOffers() {
  return useQuery({
    queryKey: ['offers'],
    queryFn: () => api.listMyOffers(),
    enabled: session.person()?.role === 'enterprise',
  });
}
