import * as z from 'zod';
import { DomainError } from '../errors.ts';
import type { Actor } from '../identity.ts';
import { officeIdSchema } from '../zone/offices.ts';
import { usccSchema } from './uscc.ts';

/** An enterprise (企业) as the zone's registry knows it. */
export const enterpriseSchema = z.object({
  uscc: usccSchema,
  name: z.string().min(1).max(100),
  officeId: officeIdSchema,
});
export type Enterprise = z.infer<typeof enterpriseSchema>;

/**
 * The enterprise a signed-in person acts for.
 * @throws DomainError `role-not-allowed` where the identity names no enterprise or office
 */
export function enterpriseOf(actor: Actor): Enterprise {
  if (actor.role !== 'enterprise' || !actor.uscc || !actor.officeId)
    throw new DomainError('role-not-allowed');
  return { uscc: actor.uscc, name: actor.name, officeId: actor.officeId };
}
