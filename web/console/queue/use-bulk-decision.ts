import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { api } from '../api.ts';
import { type BulkItem, type BulkVerdict, decideInParts, type Results } from './bulk.ts';
import { queueKey } from './use-queue.ts';

/**
 * Decides many reviews, part by part. All parts and repeats go under one key: what was decided without an answer that came
 * is told as decided when it is sent again.
 */
export function useBulkDecision() {
  const queries = useQueryClient();
  const key = useRef(crypto.randomUUID());
  const [results, setResults] = useState<Results>(new Map());
  const decision = useMutation({
    mutationFn: ({ items, verdict }: { items: readonly BulkItem[]; verdict: BulkVerdict }) =>
      decideInParts(
        items,
        (part) => api.decideReviews({ body: { items: part, verdict } }, { idempotencyKey: key.current }),
        (part) => setResults((before) => new Map([...before, ...part])),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: queueKey }),
  });
  return { results, running: decision.isPending, started: !decision.isIdle, decide: decision.mutate };
}
