import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Policy } from '../../../domain/subsidies/policy.ts';
import { addSimulations, noSimulation, type Simulation } from '../../../domain/subsidies/simulation.ts';
import { api } from '../api.ts';

/** Pages of 500: with 20,000 enterprises a zone of this size is looked at fifteen times over. */
const MOST_PAGES = 40;

export interface Simulated {
  simulation: Simulation;
  /** Whether the whole registry was looked at. */
  whole: boolean;
}

/** Simulates a version page by page, adding up; what is known so far is shown, and can be stopped at. */
export function useSimulation(policyId: string) {
  const [soFar, setSoFar] = useState<Simulated>();
  const stopped = useRef(false);
  const run = useMutation({
    mutationFn: async ({ of, clauses }: { of: 'draft' | 'published'; clauses: Policy['clauses'] }) => {
      stopped.current = false;
      let simulation = noSimulation({ clauses });
      let cursor: string | undefined;
      for (let page = 0; page < MOST_PAGES && !stopped.current; page += 1) {
        const query = { of, ...(cursor ? { cursor } : {}) };
        const found = await api.simulatePolicy({ params: { policyId }, query });
        simulation = addSimulations(simulation, found.simulation);
        cursor = found.nextCursor;
        setSoFar({ simulation, whole: cursor === undefined });
        if (!cursor) break;
      }
    },
  });
  return {
    soFar,
    of: run.variables?.of,
    error: run.error,
    running: run.isPending,
    start: (of: 'draft' | 'published', clauses: Policy['clauses']) => {
      setSoFar(undefined);
      run.mutate({ of, clauses });
    },
    stop: () => {
      stopped.current = true;
    },
  };
}
