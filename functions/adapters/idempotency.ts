import { createHash } from 'node:crypto';
import * as z from 'zod';
import { DomainError } from '../../domain/errors.ts';
import type { RequestKey } from '../http.ts';

/**
 * What a record remembers of a request it answered: digests of its key and content, and the answer. Kept in the
 * record that the request changed, so it lives as long as the record does (DynamoDB's own token lasts 10 minutes).
 */
export const answeredSchema = z.object({ key: z.string(), digest: z.string(), response: z.unknown() });
export type Answered = z.infer<typeof answeredSchema>;

/** 128 bits of SHA-256, base64url: enough to tell requests apart in 22 characters. */
function short(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}

/** Where a request that creates a record is remembered: a short name of its key. */
export function requestName(request: Pick<RequestKey, 'key'>): string {
  return short(request.key);
}

export function answered(request: RequestKey, response: unknown): Answered {
  return { key: short(request.key), digest: short(request.digest), response };
}

/**
 * The answer given to this very request before, if it was.
 * @returns undefined for a new request
 * @throws DomainError `idempotency-key-reused` for the same key with another content
 */
export function earlierAnswer<T>(records: readonly Answered[], request: RequestKey): T | undefined {
  const earlier = records.find((record) => record.key === short(request.key));
  if (!earlier) return undefined;
  if (earlier.digest !== short(request.digest)) throw new DomainError('idempotency-key-reused');
  return earlier.response as T;
}
