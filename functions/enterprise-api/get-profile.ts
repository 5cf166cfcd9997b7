import type { profileOperations } from '../../contract/enterprises.ts';
import { enterpriseOf } from '../../domain/enterprises/enterprise.ts';
import { missingFields } from '../../domain/enterprises/profile.ts';
import type { ProfileKeys } from '../adapters/profile-keys.ts';
import type { Profiles } from '../adapters/profiles.ts';
import type { Implementation } from '../http.ts';

/** The enterprise's own profile, an empty one before the first save. The details in full only for the form that asks. */
export function getProfile(
  profiles: Profiles,
  keys: ProfileKeys,
): Implementation<typeof profileOperations.getProfile> {
  return async ({ query, actor }) => {
    const enterprise = enterpriseOf(actor);
    const stored = await profiles.read(enterprise.uscc);
    if (!stored) return { enterprise, facts: {}, masked: {}, missing: missingFields({}), version: 0 };
    const details = query.full && (keys.open(stored.sealed, enterprise.uscc) as Record<string, string>);
    return { ...stored, ...(details ? { details } : {}) };
  };
}
