import type { applicationOperations } from '../../contract/applications.ts';
import { enterpriseOf } from '../../domain/enterprises/enterprise.ts';
import { DomainError } from '../../domain/errors.ts';
import { appealApplication as appeal } from '../../domain/subsidies/appeal.ts';
import { onwardFrom } from '../../domain/subsidies/deadlines.ts';
import { toInstant } from '../../domain/time.ts';
import { applicationEvent } from '../adapters/application-event.ts';
import type { Applications } from '../adapters/applications.ts';
import { answered, earlierAnswer } from '../adapters/idempotency.ts';
import type { Policies } from '../adapters/policies.ts';
import type { Implementation } from '../http.ts';
import { assertOwn } from './own-application.ts';

type Appeal = Implementation<typeof applicationOperations.appealApplication>;

/** Takes in the appeal against a rejection; the relay starts a workflow of its own for it. */
export function appealApplication(applications: Applications, policies: Policies): Appeal {
  return async ({ params, body, actor, request, now }) => {
    const before = await applications.read(params.applicationId);
    assertOwn(before, enterpriseOf(actor));
    const earlier = earlierAnswer<Awaited<ReturnType<Appeal>>>(before.answered, request);
    if (earlier) return earlier;
    const policy = await policies.of(before.policyId, before.policyVersion);
    const after = appeal(before, body.reason, policy, now);
    if (before.version !== body.version) throw new DomainError('version-changed');
    const at = toInstant(now);
    const { next, dueAt } = onwardFrom(after, policy, at);
    if (next === 'conclusion') throw new RangeError('the stage that rejected hears the appeal');
    const { applicationId, status } = after;
    const response = { applicationId, status, version: before.version + 1, nextStage: next, dueAt };
    await applications.change({
      before,
      after: {
        ...after,
        settled: undefined,
        answered: [...before.answered, answered(request, response)],
      },
      entry: applicationEvent(before, after, actor, 'appealApplication', at, { stage: next }),
    });
    return response;
  };
}
