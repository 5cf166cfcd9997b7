import { replaceEqualDeep, useQuery } from '@tanstack/react-query';
import { api, type Review } from '../api.ts';
import { pollPause } from '../attention.ts';

export function reviewKey(applicationId: string) {
  return ['review', applicationId] as const;
}

/** A review, kept up to date while it is looked at; an answer that was overtaken by a newer version is dropped. */
export function useReview(applicationId: string) {
  return useQuery({
    queryKey: reviewKey(applicationId),
    queryFn: ({ signal }): Promise<Review> => api.getReview({ params: { applicationId } }, { signal }),
    refetchInterval: () => pollPause() * 3,
    structuralSharing: (before, after) => {
      const [old, next] = [before as Review | undefined, after as Review];
      return old && old.application.version > next.application.version ? old : replaceEqualDeep(old, next);
    },
  });
}
