import * as z from 'zod';
import { addDays, daySchema, shanghaiDay } from '../time.ts';
import type { RulePack } from './verdict.ts';

/** The level of the unit that issued a health certificate. */
export const issuerLevels = ['village', 'township', 'county', 'city', 'province'] as const;

/** A health certificate (健康证明) as an officer reads it off the paper: no name, no number of a person. */
export const certificateSchema = z.strictObject({
  issuer: z.string().trim().min(2).max(80),
  issuerLevel: z.enum(issuerLevels),
  /** Division of the issuer, GB/T 2260. */
  division: z.string().regex(/^\d{6}$/),
  issuedOn: daySchema,
});
export type Certificate = z.infer<typeof certificateSchema>;

export const certificateResultSchema = z.enum(['accepted', 'level-too-low', 'expired', 'dated-in-future']);
export type CertificateResult = z.infer<typeof certificateResultSchema>;

/** Whether a certificate lets a yellow code in: issued at township level or above (乡镇以上), within its validity. */
export function examineCertificate(
  certificate: Certificate,
  pack: Pick<RulePack, 'certificate'>,
  now: Date,
): CertificateResult {
  const today = shanghaiDay(now);
  if (!pack.certificate.levels.includes(certificate.issuerLevel)) return 'level-too-low';
  if (certificate.issuedOn > today) return 'dated-in-future';
  return addDays(certificate.issuedOn, pack.certificate.validDays) < today ? 'expired' : 'accepted';
}
