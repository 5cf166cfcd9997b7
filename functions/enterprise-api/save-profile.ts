import type { profileOperations } from '../../contract/enterprises.ts';
import { normalizeAccount } from '../../domain/enterprises/bank-account.ts';
import { enterpriseOf } from '../../domain/enterprises/enterprise.ts';
import {
  assertResumedByNow,
  comparableName,
  maskDetails,
  missingFields,
  type ProfileDetails,
  partsOf,
} from '../../domain/enterprises/profile.ts';
import { DomainError } from '../../domain/errors.ts';
import { toInstant } from '../../domain/time.ts';
import { answered, earlierAnswer } from '../adapters/idempotency.ts';
import type { ProfileKeys } from '../adapters/profile-keys.ts';
import type { Profiles } from '../adapters/profiles.ts';
import type { Implementation } from '../http.ts';

/** Stores what an enterprise states of itself, if nobody stored another version meanwhile. */
export function saveProfile(
  profiles: Profiles,
  keys: ProfileKeys,
): Implementation<typeof profileOperations.saveProfile> {
  return async ({ body, actor, request, now }) => {
    const enterprise = enterpriseOf(actor);
    const before = await profiles.read(enterprise.uscc);
    if (before && earlierAnswer([before.answered], request) !== undefined) return before;
    if ((before?.version ?? 0) !== body.version) throw new DomainError('version-changed');
    const { facts, details } = partsOf(body.profile);
    assertResumedByNow(facts, now);
    const at = toInstant(now);
    const next = {
      enterprise,
      facts,
      masked: maskDetails(details),
      missing: missingFields(body.profile),
      version: body.version + 1,
      savedAt: at,
      digests: digestsOf(details, keys),
      sealed: keys.seal(details, enterprise.uscc),
      answered: answered(request, true),
    };
    await profiles.save(before, next, {
      entity: `ENTERPRISE#${enterprise.uscc}`,
      at,
      by: actor.sub,
      byRole: actor.role,
      action: 'saveProfile',
      ...(before ? { from: standing(before) } : {}),
      to: standing(next),
      detail: { version: next.version },
    });
    return next;
  };
}

function standing({ missing }: { missing: readonly string[] }): string {
  return missing.length === 0 ? 'complete' : 'incomplete';
}

/** By what two enterprises are compared, whichever way the same account or name was typed. */
function digestsOf({ bankAccount, legalRepresentative }: ProfileDetails, keys: ProfileKeys) {
  return {
    ...(bankAccount ? { bankAccount: keys.digestOf('account', normalizeAccount(bankAccount)) } : {}),
    ...(legalRepresentative
      ? { legalRepresentative: keys.digestOf('person', comparableName(legalRepresentative)) }
      : {}),
  };
}
