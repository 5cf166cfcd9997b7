import type { Policy } from '../../domain/subsidies/policy.ts';
import type { StageId } from '../../domain/subsidies/review.ts';
import { unheard } from '../../domain/subsidies/unheard.ts';
import { toInstant } from '../../domain/time.ts';
import { applicationEvent } from '../adapters/application-event.ts';
import type { Applications } from '../adapters/applications.ts';
import type { Policies } from '../adapters/policies.ts';
import { settlementOf } from '../adapters/settlement.ts';
import type { StoredApplication } from '../adapters/subsidies-items.ts';

/** What a state that waits for people hands to its step. */
interface Handed {
  applicationId: string;
  stage: StageId;
  dueAt: string;
  taskToken: string;
}

/**
 * Puts the workflow's task token on the application. The same token again changes nothing; a later one replaces it. What
 * the workflow wants to wait for may have happened already: then the token is settled at once, in the same write.
 * @param step the step, for the record
 * @param asked what the workflow waits for
 * @param open the application as it waits
 */
export async function handOverToken(
  applications: Applications,
  policies: Policies,
  step: 'openReview' | 'awaitCorrection',
  asked: 'review' | 'correction',
  { applicationId, stage, dueAt, taskToken }: Handed,
  now: Date,
  open: (before: StoredApplication, policy: Policy) => StoredApplication | Promise<StoredApplication>,
): Promise<null> {
  const before = await applications.read(applicationId);
  if (before.taskToken === taskToken || before.settled?.token === taskToken) return null;
  const at = toInstant(now);
  const policy = await policies.of(before.policyId, before.policyVersion);
  const news = unheard(before, { for: asked, stage }, policy, at);
  const after: StoredApplication = news
    ? { ...before, ...settlementOf({ taskToken }, news) }
    : { ...(await open(before, policy)), taskToken, settled: undefined };
  const detail = news ? { stage, settled: news.outcome } : { stage, dueAt };
  const entry = applicationEvent(before, after, 'workflow', step, at, detail);
  await applications.change({ before, after, entry });
  return null;
}
