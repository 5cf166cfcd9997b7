import type { reviewOperations } from '../../contract/reviews.ts';
import { changedFields } from '../../domain/enterprises/profile.ts';
import { DomainError, type ProblemCode } from '../../domain/errors.ts';
import type { Actor } from '../../domain/identity.ts';
import { changedSinceDecided } from '../../domain/subsidies/chain.ts';
import { claimReview } from '../../domain/subsidies/changes.ts';
import { pausedTerm } from '../../domain/subsidies/deadlines.ts';
import type { Policy } from '../../domain/subsidies/policy.ts';
import { assertMaySee } from '../../domain/subsidies/review.ts';
import { stageTimesOf } from '../../domain/subsidies/stage-times.ts';
import { timelineOf } from '../../domain/subsidies/timeline.ts';
import type { Applications } from '../adapters/applications.ts';
import type { Policies } from '../adapters/policies.ts';
import type { Profiles } from '../adapters/profiles.ts';
import type { SharedDetails } from '../adapters/shared-details.ts';
import type { StoredApplication, StoredForm } from '../adapters/subsidies-items.ts';
import type { Implementation } from '../http.ts';
import { flagViews } from './flag-views.ts';

/** An application as its reviewers see it, with the answers that the open stage judged last to compare. */
export function getReview(
  applications: Applications,
  policies: Policies,
  registry: { shared: SharedDetails; profiles: Profiles },
): Implementation<typeof reviewOperations.getReview> {
  return async ({ params, actor, now }) => {
    const { application, forms } = await applications.readFile(params.applicationId);
    assertMaySee(actor, application.enterprise);
    const form = forms.at(-1);
    if (!form) throw new RangeError('an application has at least one form');
    const policy = await policies.of(application.policyId, application.policyVersion);
    const { waiting } = application;
    const previous = comparedWith(application, forms);
    const reopened = waiting?.kind === 'review' ? whyReopened(application, policy) : undefined;
    const paused = waiting?.kind === 'correction' ? pausedTerm(application, waiting.stage) : undefined;
    const [flags, profile] = await Promise.all([
      flagViews(application, form, policy, actor, registry),
      profileOf(application, form, registry.profiles),
    ]);
    const blockedBy = whyNot(application, actor, now);
    return {
      application,
      policy,
      answers: form.answers,
      attachments: form.attachments,
      ...(previous ? { previousAnswers: previous.answers, previousAttachments: previous.attachments } : {}),
      ...(reopened ? { reopened } : {}),
      ...(paused ? { paused } : {}),
      findings: form.findings,
      flags,
      ...(profile ? { profile } : {}),
      timeline: timelineOf(
        application,
        forms.map(({ at }) => at),
      ),
      stageTimes: stageTimesOf(application, now),
      ...(blockedBy ? { blockedBy } : {}),
    };
  };
}

/** The profile that was frozen with the form, and what the enterprise has changed of it since. */
async function profileOf({ enterprise }: StoredApplication, { profile }: StoredForm, profiles: Profiles) {
  if (!profile) return undefined;
  const current = await profiles.read(enterprise.uscc);
  return { ...profile, changed: current ? changedFields(profile, current) : [] };
}

/** The answers to compare with: those that the open stage judged last, else those before the last correction. */
function comparedWith({ waiting, decisions, revision }: StoredApplication, forms: readonly StoredForm[]) {
  const judged = decisions.findLast(({ stage }) => stage === waiting?.stage)?.revision ?? revision - 1;
  return judged < revision ? forms.find((form) => form.revision === judged) : undefined;
}

/** Why a stage that had approved is open again: which of the answers it judged have changed, and which stage asked. */
function whyReopened(application: StoredApplication, policy: Policy) {
  const { waiting, decisions } = application;
  if (!waiting || decisions.findLast(({ stage }) => stage === waiting.stage)?.outcome !== 'approve')
    return undefined;
  const fields = changedSinceDecided(application, policy, waiting.stage);
  const asked = decisions.findLast(({ outcome }) => outcome === 'return');
  return asked && fields.length > 0 ? { fields, askedBy: asked.stage } : undefined;
}

/** What keeps this officer from claiming the review now, by the very rule that claiming follows. */
function whyNot(application: StoredApplication, actor: Actor, now: Date): ProblemCode | undefined {
  try {
    claimReview(application, actor, now);
    return undefined;
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}
