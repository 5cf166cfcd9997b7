import type { TimelineEvent } from '../../contract/timeline.ts';
import { policyOf } from '../../domain/subsidies/policies/catalogue.ts';
import { timelineOf } from '../../domain/subsidies/timeline.ts';
import type { ApplicationFile } from '../adapters/applications.ts';
import type { StoredApplication } from '../adapters/subsidies-items.ts';

/** An application as its enterprise sees it in a list; the contract keeps the officers' holds out of the answer. */
export function listItemOf(application: StoredApplication) {
  return { ...application, policyTitle: policyOf(application.policyId, application.policyVersion).title };
}

/** An application as its enterprise sees it, with answers, findings and what happened. */
export function applicationViewOf({ application, forms }: ApplicationFile) {
  const form = forms.at(-1);
  if (!form) throw new RangeError('an application has at least one form');
  const timeline: TimelineEvent[] = timelineOf(
    application,
    forms.map(({ at }) => at),
  );
  return { ...listItemOf(application), answers: form.answers, findings: form.findings, timeline };
}
