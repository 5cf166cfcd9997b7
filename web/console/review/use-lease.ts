import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import { api, type ClaimedReview, type Review } from '../api.ts';
import { idleFor } from '../attention.ts';
import { queueKey } from '../queue/use-queue.ts';
import { reviewKey } from './use-review.ts';

/** A claim lasts 30 minutes; renewed this often, it never runs out under someone who works. */
const RENEW_MS = 5 * 60_000;

/** The officer's hold on a review. */
export interface Lease {
  /** Whether he may decide now. */
  held: boolean;
  /** Whole seconds until the hold ends. */
  secondsLeft: number;
  claim: () => void;
  release: () => void;
  busy: boolean;
  error: unknown;
}

/**
 * Claims, renews and releases a review. A hold that was taken earlier is renewed when the page opens, and every five
 * minutes while the page is seen and someone works at it.
 * @param me subject of the officer
 */
export function useLease({ application }: Review, me: string): Lease {
  const queries = useQueryClient();
  const { applicationId, version, waiting } = application;
  const mine = waiting?.kind === 'review' && waiting.claim?.by === me;
  // By this device's own running time: how long a claim lasts is the difference of two times of the server.
  const [endsAt, setEndsAt] = useState<number>();

  const refresh = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: reviewKey(applicationId) }),
      queries.invalidateQueries({ queryKey: queueKey }),
    ]);
  const claim = useMutation({
    mutationFn: () => api.claimReview({ params: { applicationId }, body: { version } }),
    onSuccess: (claimed) => {
      setEndsAt(performance.now() + Date.parse(claimed.claim.until) - Date.parse(claimed.claim.at));
      queries.setQueryData<Review>(
        reviewKey(applicationId),
        (review) => review && withClaim(review, claimed),
      );
    },
    onError: refresh,
  });
  const release = useMutation({
    mutationFn: () => api.releaseReview({ params: { applicationId }, body: { version } }),
    onSettled: refresh,
    onSuccess: () => setEndsAt(undefined),
  });

  const renew = useEffectEvent(() => {
    if (!document.hidden && idleFor() < RENEW_MS && !claim.isPending) claim.mutate();
  });
  useEffect(() => {
    if (!mine) return;
    renew();
    const timer = setInterval(() => renew(), RENEW_MS);
    return () => clearInterval(timer);
  }, [mine]);

  const secondsLeft = useSecondsUntil(mine ? endsAt : undefined);
  return {
    held: mine && secondsLeft > 0,
    secondsLeft,
    claim: () => claim.mutate(),
    release: () => release.mutate(),
    busy: claim.isPending || release.isPending,
    error: claim.error ?? release.error,
  };
}

function withClaim(review: Review, { version, claim }: ClaimedReview): Review {
  const { application } = review;
  if (!application.waiting) return review;
  return { ...review, application: { ...application, version, waiting: { ...application.waiting, claim } } };
}

/** Whole seconds until a moment of this device's running time, ticking; 0 when it is over or there is none. */
function useSecondsUntil(moment: number | undefined): number {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    if (moment === undefined) return;
    setNow(performance.now());
    const timer = setInterval(() => setNow(performance.now()), 1_000);
    return () => clearInterval(timer);
  }, [moment]);
  return moment === undefined ? 0 : Math.max(0, Math.ceil((moment - now) / 1_000));
}
