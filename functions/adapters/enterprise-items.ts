import * as z from 'zod';
import { registeredEnterpriseSchema } from '../../contract/enterprises.ts';
import { auditHeadSchema } from '../../domain/audit.ts';
import { profileSchema } from '../../domain/enterprises/profile.ts';
import { answeredSchema } from './idempotency.ts';

/** Keyed digests by which two enterprises' accounts and people are compared. */
const digestsSchema = z.object({
  bankAccount: z.string().optional(),
  legalRepresentative: z.string().optional(),
});

/** A profile as its row: details sealed and masked, and the digests. */
export const profileItemSchema = profileSchema.extend({
  digests: digestsSchema,
  sealed: z.string(),
  audit: auditHeadSchema,
  answered: answeredSchema,
});
export type StoredProfile = z.infer<typeof profileItemSchema>;

/** What of a profile goes into a form for good. */
export const profileSnapshotSchema = profileSchema
  .pick({ version: true, facts: true, masked: true })
  .extend({ digests: digestsSchema });
export type ProfileSnapshot = z.infer<typeof profileSnapshotSchema>;

/** An enterprise's row in the registry, written with its profile: a list needs no second read. */
export const registeredItemSchema = registeredEnterpriseSchema;
export type RegisteredEnterprise = z.infer<typeof registeredItemSchema>;
