import * as z from 'zod';
import { certificateResultSchema, certificateSchema } from '../domain/itinerary/certificate.ts';
import { instantSchema } from '../domain/time.ts';
import type { Operation } from './operation.ts';
import { passSchema, scanIdSchema, tokenSchema } from './tokens.ts';

/** The operations of an officer at a gate. */
export const gateOperations = {
  verifyPass: {
    method: 'POST',
    path: '/api/passes/verification',
    function: 'gate-api',
    roles: ['gate', 'office'],
    summary: { zh: '核验通行凭证', en: 'Verify the pass a person shows' },
    mutates: false,
    body: z.strictObject({ pass: tokenSchema }),
    response: passSchema,
    status: 200,
  },
  verifyCertificate: {
    method: 'POST',
    path: '/api/certificates/verification',
    function: 'gate-api',
    roles: ['gate', 'office'],
    summary: { zh: '核验健康证明', en: 'Verify the health certificate of a person with a yellow code' },
    mutates: true,
    body: z.strictObject({ scanId: scanIdSchema, certificate: certificateSchema }),
    response: z.object({
      scanId: scanIdSchema,
      result: certificateResultSchema,
      mayEnter: z.boolean(),
      verifiedAt: instantSchema,
    }),
    status: 200,
  },
} as const satisfies Record<string, Operation>;
