import type { Settlement } from '../../contract/steps.ts';
import type { StoredApplication } from './subsidies-items.ts';

/**
 * Settles the task token the workflow waits with: stored with the change itself, sent on by the relay. Without a token
 * (the workflow is between two stages) there is nothing to settle; its next step sees the application's state.
 */
export function settlementOf(
  { taskToken }: Pick<StoredApplication, 'taskToken'>,
  settlement: Settlement,
): Pick<StoredApplication, 'taskToken' | 'settled'> {
  return {
    taskToken: undefined,
    settled: taskToken ? { token: taskToken, output: JSON.stringify(settlement) } : undefined,
  };
}
