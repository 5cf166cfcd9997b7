import * as z from 'zod';
import type { Role } from '../domain/identity.ts';
import type { Bilingual } from '../domain/words.ts';

/** The Lambdas that answer requests: one per audience, each with its own least-privilege role. */
export const apiFunctions = [
  'enterprise-api',
  'attachment-api',
  'review-api',
  'policy-api',
  'gate-api',
  'admin-api',
  'audit-api',
  'notice-api',
  'scan',
] as const;
export type ApiFunction = (typeof apiFunctions)[number];

/** One operation of the API, stated once; routes, server, OpenAPI, client and role table derive from it. */
export interface Operation {
  method: 'GET' | 'POST' | 'PUT';
  /** With `{name}` for path parameters. */
  path: `/api/${string}`;
  /** The Lambda that answers it. */
  function: ApiFunction;
  /** Who may call it; `public` needs no sign-in. */
  roles: readonly [Role, ...Role[]];
  summary: Bilingual;
  /** Whether it changes something, and so takes an `Idempotency-Key`. */
  mutates: boolean;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  response: z.ZodType;
  /** Status of success. */
  status: 200 | 201;
}

/** The header that makes a mutating call repeatable: same key and body, same answer; other body, 409. */
export const IDEMPOTENCY_KEY_HEADER = 'idempotency-key';
export const idempotencyKeySchema = z.string().regex(/^[\x21-\x7e]{8,128}$/);

/** A position in a list, opaque to the caller. */
export const cursorSchema = z
  .string()
  .max(600)
  .regex(/^[A-Za-z0-9_-]+$/);

/** A page of a list: where to go on, and how many at most (default 50). */
export const pageQuerySchema = z.object({
  cursor: cursorSchema.optional(),
  limit: z.coerce.number().int().min(1).max(100).optional(),
});
