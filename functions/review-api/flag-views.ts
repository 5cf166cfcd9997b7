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
 * since because another enterprise stated the same or sent the same file. Another's application is named where he may
 * read it.
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
  const live = flagsOf(enterprise.uscc, policy, application.amountFen, await shared.of(application, form));
  const came = live.filter((flag) => !frozen.some((known) => isSame(flag, known)));

  const other = async ({ uscc, ...held }: { uscc: string; applicationId?: string }) => {
    const [profile, applicationId] = await Promise.all([
      profiles.read(uscc),
      held.applicationId ?? shared.applicationOf(uscc, policyId, period),
    ]);
    const { name = uscc, officeId } = profile?.enterprise ?? {};
    const readable = actor.role !== 'office' || officeId === actor.officeId;
    return { uscc, name, ...(applicationId && readable ? { applicationId } : {}) };
  };
  const view = async (flag: Flag, standing: 'open' | 'cleared' | 'since') => ({
    flag,
    standing,
    others: await Promise.all(concerned(flag).slice(0, MOST_SHOWN).map(other)),
  });
  return Promise.all([
    ...frozen.map((flag) => view(flag, openFlags.some((open) => isSame(flag, open)) ? 'open' : 'cleared')),
    ...came.map((flag) => view(flag, 'since')),
  ]);
}

/** Whom a flag names besides the enterprise itself: others by code, or the applications that hold its file. */
function concerned(flag: Flag): { uscc: string; applicationId?: string }[] {
  if ('heldBy' in flag) return flag.heldBy;
  return 'with' in flag ? flag.with.map((uscc) => ({ uscc })) : [];
}
