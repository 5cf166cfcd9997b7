import type { TimelineEvent } from '../../contract/timeline.ts';
import { appealableUntil } from '../../domain/subsidies/appeal.ts';
import { pausedTerm } from '../../domain/subsidies/deadlines.ts';
import { timelineOf } from '../../domain/subsidies/timeline.ts';
import { toInstant } from '../../domain/time.ts';
import type { ApplicationFile } from '../adapters/applications.ts';
import type { Policies } from '../adapters/policies.ts';
import type { StoredApplication } from '../adapters/subsidies-items.ts';

/** An application as its enterprise sees it in a list; the contract keeps the officers' holds out of the answer. */
export async function listItemOf(application: StoredApplication, policies: Policies) {
  const { title } = await policies.of(application.policyId, application.policyVersion);
  return { ...application, policyTitle: title };
}

/** An application as its enterprise sees it, with answers, findings and what happened. */
export async function applicationViewOf(
  { application, forms }: ApplicationFile,
  policies: Policies,
  now: Date,
) {
  const form = forms.at(-1);
  if (!form) throw new RangeError('an application has at least one form');
  const timeline: TimelineEvent[] = timelineOf(
    application,
    forms.map(({ at }) => at),
  );
  const policy = await policies.of(application.policyId, application.policyVersion);
  const until = appealableUntil(application, policy);
  const { waiting } = application;
  const paused = waiting?.kind === 'correction' ? pausedTerm(application, waiting.stage) : undefined;
  return {
    ...(await listItemOf(application, policies)),
    answers: form.answers,
    attachments: form.attachments,
    findings: form.findings,
    timeline,
    ...(paused ? { paused } : {}),
    ...(until !== undefined && until > toInstant(now) ? { appealableUntil: until } : {}),
  };
}
