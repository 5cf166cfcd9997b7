import type { applicationOperations } from '../../contract/applications.ts';
import { enterpriseOf } from '../../domain/enterprises/enterprise.ts';
import { DomainError } from '../../domain/errors.ts';
import { withdraw } from '../../domain/subsidies/changes.ts';
import { conclusionAt } from '../../domain/subsidies/deadlines.ts';
import { toInstant } from '../../domain/time.ts';
import { applicationEvent } from '../adapters/application-event.ts';
import type { Applications } from '../adapters/applications.ts';
import { answered, earlierAnswer } from '../adapters/idempotency.ts';
import type { Policies } from '../adapters/policies.ts';
import { settlementOf } from '../adapters/settlement.ts';
import type { Implementation } from '../http.ts';
import { assertOwn } from './own-application.ts';

type Withdraw = Implementation<typeof applicationOperations.withdrawApplication>;

/**
 * Takes an application back and frees its claim, or an appeal, where the rejection and the claim stay. The workflow,
 * wherever it waits, is told to end.
 */
export function withdrawApplication(applications: Applications, policies: Policies): Withdraw {
  return async ({ params, body, actor, request, now }) => {
    const before = await applications.read(params.applicationId);
    assertOwn(before, enterpriseOf(actor));
    const earlier = earlierAnswer<Awaited<ReturnType<Withdraw>>>(before.answered, request);
    if (earlier) return earlier;
    const after = withdraw(before, await policies.of(before.policyId, before.policyVersion));
    if (before.version !== body.version) throw new DomainError('version-changed');
    const at = toInstant(now);
    const response = {
      applicationId: before.applicationId,
      status: after.status,
      version: before.version + 1,
    };
    await applications.change({
      before,
      after: {
        ...after,
        ...settlementOf(before, { outcome: 'withdraw', ...conclusionAt(at) }),
        answered: [...before.answered, answered(request, response)],
      },
      entry: applicationEvent(before, after, actor, 'withdrawApplication', at),
      releaseClaim: after.status === 'withdrawn',
    });
    return response;
  };
}
