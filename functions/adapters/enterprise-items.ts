import * as z from 'zod';
import { registeredEnterpriseSchema } from '../../contract/enterprises.ts';
import { auditHeadSchema } from '../../domain/audit.ts';
import { profileSchema } from '../../domain/enterprises/profile.ts';
import { answeredSchema } from './idempotency.ts';

/** A profile as its row: details sealed and masked, and the digests by which two enterprises are compared. */
export const profileItemSchema = profileSchema.extend({
  digests: z.object({ bankAccount: z.string().optional(), legalRepresentative: z.string().optional() }),
  sealed: z.string(),
  audit: auditHeadSchema,
  answered: answeredSchema,
});
export type StoredProfile = z.infer<typeof profileItemSchema>;

/** An enterprise's row in the registry, written with its profile: a list needs no second read. */
export const registeredItemSchema = registeredEnterpriseSchema;
export type RegisteredEnterprise = z.infer<typeof registeredItemSchema>;
