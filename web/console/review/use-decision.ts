import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { NetworkError } from '../../../contract/client-errors.ts';
import type { Verdict } from '../../../domain/subsidies/review.ts';
import { api, type Review } from '../api.ts';
import { queueKey } from '../queue/use-queue.ts';
import { reviewKey } from './use-review.ts';

interface Attempt {
  version: number;
  verdict: Verdict;
  key: string;
}

/**
 * Sends a decision. Where no answer came, the same verdict goes out again as the very same request, so that it has the
 * effect of one; a refusal brings the review up to date, and leaves what was typed alone.
 * @param onDecided after the decision is safe
 */
export function useDecision({ application }: Review, onDecided: (verdict: Verdict) => Promise<void> | void) {
  const queries = useQueryClient();
  const { applicationId, version } = application;
  const unanswered = useRef<Attempt>(undefined);
  return useMutation({
    mutationFn: (verdict: Verdict) => {
      const last = unanswered.current;
      const same = last && JSON.stringify(last.verdict) === JSON.stringify(verdict);
      const attempt = same ? last : { version, verdict, key: crypto.randomUUID() };
      unanswered.current = attempt;
      return api.decideReview(
        { params: { applicationId }, body: { version: attempt.version, verdict } },
        { idempotencyKey: attempt.key },
      );
    },
    onSuccess: async (_decided, verdict) => {
      await onDecided(verdict);
      await queries.invalidateQueries({ queryKey: queueKey });
    },
    onError: (error) => {
      if (error instanceof NetworkError) return undefined;
      unanswered.current = undefined;
      return queries.invalidateQueries({ queryKey: reviewKey(applicationId) });
    },
  });
}
