import { QueryClient } from '@tanstack/react-query';

/** What the pages have read from the API, by question; kept for 5 s before it is asked again. */
export const queries = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 5_000 } } });
