import { missingFields } from '../../domain/enterprises/profile.ts';
import { DomainError } from '../../domain/errors.ts';
import type { ProfileSnapshot } from '../adapters/enterprise-items.ts';
import type { Profiles } from '../adapters/profiles.ts';

/**
 * An enterprise's profile as it goes into a form for good, so that a later change shows.
 * @throws DomainError `profile-incomplete` naming what an application needs and the profile lacks
 */
export async function frozenProfile(profiles: Profiles, uscc: string): Promise<ProfileSnapshot> {
  const profile = await profiles.read(uscc);
  const missing = profile?.missing ?? missingFields({});
  if (!profile || missing.length > 0) {
    throw new DomainError(
      'profile-incomplete',
      missing.map((field) => ({ path: `profile.${field}`, reason: 'required' })),
    );
  }
  const { version, facts, masked, digests } = profile;
  return { version, facts, masked, digests };
}
