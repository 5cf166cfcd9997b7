import { settlementSchema } from '../../contract/steps.ts';
import { isClosed } from '../../domain/subsidies/application.ts';
import { escalateReview as escalate } from '../../domain/subsidies/changes.ts';
import { deadlineOf } from '../../domain/subsidies/deadlines.ts';
import { toInstant } from '../../domain/time.ts';
import { applicationEvent } from '../adapters/application-event.ts';
import type { Applications } from '../adapters/applications.ts';
import type { Policies } from '../adapters/policies.ts';
import type { StepImplementation } from '../step.ts';

/**
 * What a passed deadline means. A decision or correction that was stored in time but reached the workflow late is told
 * now; an open review is escalated with its next deadline; a correction that never came lapses. Nothing is decided here.
 */
export function escalateReview(
  applications: Applications,
  policies: Policies,
): StepImplementation<'escalateReview'> {
  return async ({ applicationId, stage }, now) => {
    const before = await applications.read(applicationId);
    if (before.settled) return settlementSchema.parse(JSON.parse(before.settled.output));
    const at = toInstant(now);
    if (isClosed(before.status)) return { outcome: 'withdraw', next: 'conclusion', dueAt: at };
    if (before.waiting?.kind === 'correction') return { outcome: 'lapse', next: 'conclusion', dueAt: at };
    // Escalated already by an earlier call of this step whose answer was lost: the deadline is ahead again.
    if (before.waiting && before.waiting.dueAt > at)
      return { outcome: 'overdue', next: stage, dueAt: before.waiting.dueAt };
    const dueAt = deadlineOf(await policies.of(before.policyId, before.policyVersion), stage, at);
    const after = escalate(before, dueAt, now);
    await applications.change({
      before,
      after,
      entry: applicationEvent(before, after, 'workflow', 'escalateReview', at, { stage, dueAt }),
    });
    return { outcome: 'overdue', next: stage, dueAt };
  };
}
