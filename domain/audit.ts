import * as z from 'zod';
import { roleSchema } from './identity.ts';
import { daySchema, instantSchema } from './time.ts';

/** The head of a record's chain: how many events it has, the hash of the last, and the day in Shanghai it happened. */
export const auditHeadSchema = z.object({
  seq: z.int().min(0),
  hash: z.string(),
  day: daySchema.optional(),
});
export type AuditHead = z.infer<typeof auditHeadSchema>;

/** The head of a record that has no event yet. */
export const EMPTY_CHAIN: AuditHead = { seq: 0, hash: '' };

/** What a chain is about: a kind of record and which, e.g. `APPLICATION#7K3M9Q2X4HWB`. */
export const auditedEntitySchema = z
  .string()
  .max(300)
  .regex(/^[A-Z][A-Z0-9-]*#[\x21-\x7e]+$/);

/** One event of the trail: who did what to which record, when, and from which state to which. No personal data. */
export const auditEventSchema = z.object({
  /** The record, e.g. `APPLICATION#7K3M9Q2X4HWB`. */
  entity: z.string(),
  seq: z.int().min(1),
  at: instantSchema,
  /** The subject of the token, or `workflow`. */
  by: z.string(),
  byRole: roleSchema.or(z.literal('workflow')),
  /** The operation or workflow step. */
  action: z.string(),
  from: z.string().optional(),
  to: z.string(),
  detail: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  prevHash: z.string(),
  hash: z.string(),
});
export type AuditEvent = z.infer<typeof auditEventSchema>;
/** What a caller states of an event; the chain adds the rest. */
export type AuditEntry = Omit<AuditEvent, 'seq' | 'prevHash' | 'hash'>;

/**
 * Links an event to the chain: its hash covers its content and the hash before it, so that no stored event can be
 * changed, removed or moved without breaking every later link.
 * @param sha256 hex digest of a UTF-8 text
 */
export function chainEvent(head: AuditHead, entry: AuditEntry, sha256: (text: string) => string): AuditEvent {
  const content = { ...entry, seq: head.seq + 1, prevHash: head.hash };
  return { ...content, hash: sha256(canonicalJson(content)) };
}

/** The text an event's hash is taken of: all its content but the hash itself. */
export function hashedText({ hash: _hash, ...content }: AuditEvent): string {
  return canonicalJson(content);
}

/** JSON with sorted keys, no white space and nothing undefined: the same content is always the same text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
