import * as z from 'zod';
import { type AuditEvent, type AuditHead, auditHeadSchema } from '../audit.ts';
import type { TrailFault } from './faults.ts';

/**
 * Where a chain has to end: the head that the record keeps in its own row, written in the transaction of the event itself.
 * A record of a single event keeps none; then the head is what the trail shows, and only proves the copy.
 */
export const recordHeadSchema = auditHeadSchema
  .pick({ seq: true, hash: true })
  .extend({ entity: z.string(), kept: z.enum(['record', 'trail']) });
export type RecordHead = z.infer<typeof recordHeadSchema>;

/**
 * What is wrong with the next event of a chain, the worst first.
 * @param head the chain up to here
 * @param hash the hash its content has: SHA-256 of `hashedText(event)`, hex
 */
export function linkFault(head: AuditHead, event: AuditEvent, hash: string): TrailFault | undefined {
  if (event.hash !== hash) return 'content';
  if (event.seq > head.seq + 1) return 'gap';
  if (event.seq <= head.seq) return 'repeated';
  return event.prevHash === head.hash ? undefined : 'link';
}

/** What is wrong with where a chain ends. @param reached the head of the events that are there */
export function endFault(reached: AuditHead, kept: Pick<RecordHead, 'seq' | 'hash'>): TrailFault | undefined {
  if (kept.seq > reached.seq) return 'cut-off';
  if (kept.seq < reached.seq) return 'beyond';
  return kept.hash === reached.hash ? undefined : 'head';
}
