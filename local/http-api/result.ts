import * as z from 'zod';
import type { InvocationResult } from '../lambda/functions.ts';
import { gatewayAnswer, type HttpApiResponse } from './message.ts';

const structuredSchema = z.object({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/** Headers that belong to the connection, not to the answer. */
const DROPPED = new Set(['connection', 'content-length', 'keep-alive', 'transfer-encoding', 'upgrade']);

/** A function's result as a response, payload format 2.0: errors and malformed results become a bare 500. */
export function responseOf({ payload, functionError }: InvocationResult): HttpApiResponse {
  if (functionError !== undefined) return gatewayAnswer(500, 'Internal Server Error');
  if (typeof payload !== 'object' || payload === null || !('statusCode' in payload))
    return bareResponse(payload);
  const structured = structuredSchema.safeParse(payload);
  if (!structured.success) return gatewayAnswer(500, 'Internal Server Error');
  const { statusCode, headers, cookies, body, isBase64Encoded } = structured.data;
  const given = Object.entries(headers ?? {})
    .map(([name, value]) => [name.toLowerCase(), String(value)] as const)
    .filter(([name]) => !DROPPED.has(name));
  return {
    statusCode,
    headers: {
      'content-type': 'text/plain;charset=UTF-8',
      ...Object.fromEntries(given),
      ...(cookies && cookies.length > 0 && { 'set-cookie': cookies }),
    },
    body: Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8'),
  };
}

/** A result without status code is the body itself. */
function bareResponse(payload: unknown): HttpApiResponse {
  const body = typeof payload === 'string' ? payload : JSON.stringify(payload);
  return { statusCode: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from(body) };
}
