import { settlementSchema } from '../../contract/steps.ts';
import { isClosed } from '../../domain/subsidies/application.ts';
import { escalateReview as escalate, remind } from '../../domain/subsidies/changes.ts';
import { aheadAt, conclusionAt, deadlineOf, dueness } from '../../domain/subsidies/deadlines.ts';
import { toInstant } from '../../domain/time.ts';
import { applicationEvent } from '../adapters/application-event.ts';
import type { Applications } from '../adapters/applications.ts';
import type { Policies } from '../adapters/policies.ts';
import type { StepImplementation } from '../step.ts';

/**
 * What a deadline that is near or has passed means. A decision or correction that was stored in time but reached the
 * workflow late is told now; before the deadline whoever has to act is reminded, once; after it an open review is escalated
 * with its next deadline, and a correction that never came lapses. Nothing is decided here.
 */
export function escalateReview(
  applications: Applications,
  policies: Policies,
): StepImplementation<'escalateReview'> {
  return async ({ applicationId, stage }, now) => {
    const before = await applications.read(applicationId);
    if (before.settled) return settlementSchema.parse(JSON.parse(before.settled.output));
    const at = toInstant(now);
    if (isClosed(before.status)) return { outcome: 'withdraw', ...conclusionAt(at) };
    const { waiting } = before;
    const due = waiting ? dueness(waiting, at) : 'overdue';
    if (waiting && due !== 'overdue') {
      // Too early for anything: an earlier call of this step has done it, and its answer was lost.
      if (due === 'remind') {
        const after = remind(before, now);
        const detail = { stage, dueAt: waiting.dueAt };
        const entry = applicationEvent(before, after, 'workflow', 'remind', at, detail);
        await applications.change({ before, after, entry });
      }
      const outcome = waiting.kind === 'correction' ? 'awaited' : 'remind';
      return { outcome, ...aheadAt(stage, waiting.dueAt, at) };
    }
    if (waiting?.kind === 'correction') return { outcome: 'lapse', ...conclusionAt(at) };
    const dueAt = deadlineOf(await policies.of(before.policyId, before.policyVersion), stage, at);
    const after = escalate(before, dueAt, now);
    const entry = applicationEvent(before, after, 'workflow', 'escalateReview', at, { stage, dueAt });
    await applications.change({ before, after, entry });
    return { outcome: 'overdue', ...aheadAt(stage, dueAt, at) };
  };
}
