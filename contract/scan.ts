import * as z from 'zod';
import { verdictSchema } from '../domain/itinerary/verdict.ts';
import { instantSchema } from '../domain/time.ts';
import type { Operation } from './operation.ts';
import { phoneNumberSchema, scanIdSchema, tokenSchema, venueNameSchema } from './tokens.ts';

/** The operations of a person's phone at a gate. */
export const scanOperations = {
  requestItinerary: {
    method: 'POST',
    path: '/api/itinerary/challenges',
    function: 'scan',
    roles: ['public'],
    summary: { zh: '同意查询并获取验证码', en: 'Consent, and ask the carrier to send a code to the number' },
    mutates: true,
    body: z.strictObject({
      venueToken: tokenSchema,
      phoneNumber: phoneNumberSchema,
      /** Separate consent to the query of whereabouts (PIPL art. 29). */
      consent: z.literal(true),
    }),
    response: z.object({
      challenge: tokenSchema,
      /** False when no carrier can send one: the scan goes on without it, to a provisional verdict. */
      codeRequired: z.boolean(),
      maskedNumber: z.string(),
      venue: venueNameSchema,
      expiresAt: instantSchema,
    }),
    status: 200,
  },
  recordScan: {
    method: 'POST',
    path: '/api/itinerary/scans',
    function: 'scan',
    roles: ['public'],
    summary: { zh: '查询行程并判定', en: 'Prove the number and get the verdict with a 60-second pass' },
    mutates: true,
    /** `code` is what the carrier sent by SMS. */
    body: z.strictObject({
      challenge: tokenSchema,
      code: z
        .string()
        .regex(/^\d{6}$/)
        .optional(),
    }),
    response: z.object({
      scanId: scanIdSchema,
      maskedNumber: z.string(),
      venue: venueNameSchema,
      verdict: verdictSchema,
      scannedAt: instantSchema,
      /** A health certificate accepted for this scan lets its holder in. */
      mayEnter: z.boolean(),
      pass: tokenSchema,
      passExpiresAt: instantSchema,
    }),
    status: 200,
  },
} as const satisfies Record<string, Operation>;
