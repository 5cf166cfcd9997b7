import type { Actor } from '../../domain/identity.ts';
import { type Flag, flagsOf, isSame } from '../../domain/subsidies/flags.ts';
import type { Policy } from '../../domain/subsidies/policy.ts';
import type { Profiles } from '../adapters/profiles.ts';
import type { SharedDetails } from '../adapters/shared-details.ts';
import type { StoredApplication, StoredForm } from '../adapters/subsidies-items.ts';

/** Others named of one flag at most: each costs two reads. */
const MOST_SHOWN = 5;

/**
 * The flags of an application as a reviewer sees them: those it was sent in with, open or cleared, and what has come up
 * since because another enterprise stated the same. Another's application is named where he may read it.
 */
export async function flagViews(
  application: StoredApplication,
  form: StoredForm,
  policy: Policy,
  actor: Actor,
  { shared, profiles }: { shared: SharedDetails; profiles: Profiles },
) {
  const { enterprise, openFlags = [], policyId, period } = application;
  const frozen = form.flags ?? [];
  const live = form.profile
    ? flagsOf(enterprise.uscc, policy, application.amountFen, await shared.of(form.profile.digests))
    : frozen;
  const came = live.filter((flag) => !frozen.some((known) => isSame(flag, known)));

  const other = async (uscc: string) => {
    const [profile, applicationId] = await Promise.all([
      profiles.read(uscc),
      shared.applicationOf(uscc, policyId, period),
    ]);
    const { name = uscc, officeId } = profile?.enterprise ?? {};
    const readable = actor.role !== 'office' || officeId === actor.officeId;
    return { uscc, name, ...(applicationId && readable ? { applicationId } : {}) };
  };
  const view = async (flag: Flag, standing: 'open' | 'cleared' | 'since') => ({
    flag,
    standing,
    others: 'with' in flag ? await Promise.all(flag.with.slice(0, MOST_SHOWN).map(other)) : [],
  });
  return Promise.all([
    ...frozen.map((flag) => view(flag, openFlags.some((open) => isSame(flag, open)) ? 'open' : 'cleared')),
    ...came.map((flag) => view(flag, 'since')),
  ]);
}
