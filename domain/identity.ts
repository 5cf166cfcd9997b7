import * as z from 'zod';
import { usccSchema } from './enterprises/uscc.ts';

/** Who may act, DOMAIN.md's roles; `public` is anyone, signed in or not. */
export const roles = [
  'enterprise',
  'office',
  'bureau',
  'finance',
  'gate',
  'commissioner',
  'auditor',
  'admin',
  'public',
] as const;
export const roleSchema = z.enum(roles);
export type Role = z.infer<typeof roleSchema>;

/** A sub-district office or park, e.g. `airport-north`. */
export const officeIdSchema = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/);

/**
 * The person a request comes from, as the access token's claims state him. `uscc` on an officer names the
 * enterprise he is bound to: a conflict of interest there.
 */
export const actorSchema = z.object({
  sub: z.string().min(1).max(128),
  role: roleSchema,
  name: z.string().min(1).max(100),
  uscc: usccSchema.optional(),
  officeId: officeIdSchema.optional(),
});
export type Actor = z.infer<typeof actorSchema>;
