import { evidencePath } from '../../../domain/subsidies/evidence.ts';
import type { Bilingual } from '../../../domain/words.ts';
import type { Review } from '../api.ts';

/** What an officer can mark for correction: the questions, then the pieces of evidence; `id` is what a correction names. */
export function markablesOf(policy: Review['policy']): { id: string; label: Bilingual }[] {
  return [
    ...policy.fields.map(({ id, label }) => ({ id, label })),
    ...policy.evidence.map(({ id, label }) => ({ id: evidencePath(id), label })),
  ];
}
